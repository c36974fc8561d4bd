import { Stack, Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isConcrete, isPortable, topOf } from './environment';

/** An account and Region that resources are in, as far as it can be told from another one. */
export interface Place {
  /** The same for what is in the same account and Region. */
  readonly key: string;
  /** What messages call it. */
  readonly title: string;
  /** Whether the account and Region are known; else stacks of one place may be deployed to several. */
  readonly isKnown: boolean;
}

/**
 * Where a construct is deployed; nothing for what is deployed with a product or a stack set. An account or Region that is not known yet counts as the same
 * within one Stage only.
 */
export function placeOf(construct: IConstruct): Place | undefined {
  const stack = topOf(Stack.of(construct));
  if (isPortable(stack)) {
    return undefined;
  }
  const { environment } = stack;
  return isConcrete(stack)
    ? { key: environment, title: environment, isKnown: true }
    : { key: `${Stage.of(stack)?.node.path}|${environment}`, title: 'its account and Region', isKnown: false };
}
