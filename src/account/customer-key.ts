import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { placed, PlacedResource } from './placed-resource';
import { setsCustomerKey } from './private/encryption-calls';

const APPS = new WeakMap<IConstruct, Set<IConstruct>>();

/** Notes a construct that has X-Ray encrypt with a key of the customer's, in the account and Region of its stack. */
export function noteCustomerKey(construct: IConstruct): void {
  const { root } = construct.node;
  APPS.set(root, (APPS.get(root) ?? new Set()).add(construct));
}

/** The resources in an app that have X-Ray encrypt with a key of the customer's, each once. */
export function customerKeysIn({ node: { root } }: IConstruct): PlacedResource[] {
  const resources = root.node.findAll().flatMap((construct) => APPS.get(root)?.has(construct) ? resourceIn(construct) : resourceThatSets(construct));
  return [...new Set(resources)].flatMap((resource) => placed(resource) ?? []);
}

function resourceThatSets(construct: IConstruct): CfnResource[] {
  return CfnResource.isCfnResource(construct) && setsCustomerKey(construct) ? [construct] : [];
}

function resourceIn(construct: IConstruct): CfnResource[] {
  return construct.node.findAll().filter((child) => CfnResource.isCfnResource(child)).slice(0, 1);
}
