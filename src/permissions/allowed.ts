import { CfnResource } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { isRecord, listItems, resolved } from '../references';
import { actionsOfManagedPolicy } from './managed-policies';
import { PermissionSet } from './permission-set';

/** Where a role has a permission from: from itself, or from policies beside it, which have to exist before they count. */
export interface Allowance {
  readonly allowed: boolean;
  readonly policies: IConstruct[];
}

/**
 * Whether what can be read of a role allows a set of actions already. What can't be read counts as missing.
 *
 * @param l1 the role's own resource, if the app makes it
 * @param owner the construct that holds the role's default policy, if there is one
 */
export function allowanceOf({ actions, resource = '*' }: PermissionSet, l1: CfnRole | undefined, owner: IConstruct | undefined): Allowance {
  const inline = l1 ? inlineStatements(l1) : [];
  const beside = owner ? owner.node.children.filter(isPolicy) : [];
  const statements = [...inline, ...beside.flatMap((policy) => statementsOf(policy.document.toJSON()))];
  if (statements.some((statement) => denies(statement, actions))) {
    return { allowed: false, policies: [] };
  }
  const managed = l1 ? managedActions(l1) : [];
  if (allAllowed(actions, [...managed, ...allowedBy(inline, resource)])) {
    return { allowed: true, policies: [] };
  }
  return { allowed: allAllowed(actions, [...managed, ...allowedBy(statements, resource)]), policies: beside };
}

/** Whether a policy document of a template allows the actions on every resource. */
export function documentAllows(document: unknown, actions: readonly string[]): boolean {
  return allAllowed(actions, allowedBy(statementsOf(document), '*'));
}

function allAllowed(actions: readonly string[], allowed: readonly string[]): boolean {
  return allowed.length > 0 && actions.every((action) => allowed.some((pattern) => covers(pattern, action)));
}

function allowedBy(statements: Record<string, unknown>[], resource: string): string[] {
  return statements.filter((statement) => allows(statement, resource)).flatMap((statement) => strings(statement.Action));
}

function managedActions(role: CfnRole): readonly string[] {
  const arns = role.managedPolicyArns;
  return arns ? (listItems(arns, role) ?? []).flatMap(actionsOfManagedPolicy) : [];
}

function inlineStatements(role: CfnRole): Record<string, unknown>[] {
  if (role.policies === undefined) {
    return [];
  }
  const policies = resolved(role.policies, role);
  return Array.isArray(policies)
    ? policies.flatMap((policy) => isRecord(policy) ? statementsOf(policy.policyDocument ?? policy.PolicyDocument) : [])
    : [];
}

function isPolicy(construct: IConstruct): construct is IConstruct & { readonly document: { toJSON(): unknown } } {
  return 'document' in construct && isRecord(construct.document) && typeof construct.document.toJSON === 'function'
    && !CfnResource.isCfnResource(construct);
}

function statementsOf(document: unknown): Record<string, unknown>[] {
  const statement = isRecord(document) ? document.Statement : undefined;
  return (Array.isArray(statement) ? statement : [statement]).filter(isRecord);
}

function allows(statement: Record<string, unknown>, resource: string): boolean {
  return statement.Effect === 'Allow' && statement.Condition === undefined
    && strings(statement.Resource).some((known) => known === '*' || known === resource);
}

function denies(statement: Record<string, unknown>, actions: readonly string[]): boolean {
  return statement.Effect === 'Deny'
    && (statement.NotAction !== undefined || strings(statement.Action).some((pattern) => actions.some((action) => covers(pattern, action))));
}

function covers(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) {
    return pattern.toLowerCase() === action.toLowerCase();
  }
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 'i').test(action);
}

function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
