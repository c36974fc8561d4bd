import { Stack, Token } from 'aws-cdk-lib';

/** Whether account and Region of a stack are known. */
export function isConcrete(stack: Stack): boolean {
  return !Token.isUnresolved(stack.account) && !Token.isUnresolved(stack.region);
}

/** The stack that is deployed by itself; for a nested stack, the one around it. */
export function topOf(stack: Stack): Stack {
  return stack.nestedStackParent ? topOf(stack.nestedStackParent) : stack;
}

/** Whether a stack's template is deployed elsewhere, by Service Catalog or as a stack set, and not by this app's own deployment. */
export function isPortable(stack: Stack): boolean {
  return /\.(product|stackset)\.template\.json$/.test(topOf(stack).templateFile);
}
