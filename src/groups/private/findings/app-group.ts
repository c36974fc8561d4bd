import { CfnResource } from 'aws-cdk-lib';
import { NamedResourceInPlace } from '../../../account/named-resource-in-place';
import { placed } from '../../../account/placed-resource';
import { Finding } from '../../../finding';
import { isRecord, propertyOf, resolved } from '../../../references';

/** A group of an app, and what is known of it. */
export interface AppGroup extends NamedResourceInPlace {
  /** The filter as it will be in the template; nothing where there is none. */
  readonly filter: unknown;
}

/** Something to say about a group. */
export type GroupFinding = readonly [group: AppGroup, finding: Finding];

/** A group by its resource; nothing for one that is deployed elsewhere than with this app. */
export function appGroupOf(resource: CfnResource): AppGroup | undefined {
  const where = placed(resource);
  const name = valueOf(resource, 'GroupName');
  return where && {
    ...where,
    name: typeof name === 'string' ? name : JSON.stringify(name) ?? '',
    isNameKnown: typeof name === 'string',
    filter: valueOf(resource, 'FilterExpression'),
  };
}

function valueOf(resource: CfnResource, property: string): unknown {
  const value = resolved(propertyOf(resource, property), resource);
  return isRecord(value) && value.Ref === 'AWS::NoValue' ? undefined : value;
}
