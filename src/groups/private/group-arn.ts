import { ArnComponents } from 'aws-cdk-lib';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';

const PATTERNS = new WeakMap<xray.IGroupRef, string>();

/** What the ARN of a group is made of, beside its place and the id that X-Ray gives it, as statements of IAM take it. */
export function groupArnPattern(name: string): ArnComponents {
  return { service: 'xray', resource: 'group', resourceName: `${name}/*` };
}

/**
 * Says what stands in statements for a group: by its name, for nobody may know the ARN, or what is granted may be what the filter of the group refers to.
 */
export function noteArnPattern(group: xray.IGroupRef, pattern: string): void {
  PATTERNS.set(group, pattern);
}

/** What stands in statements of IAM for a group. */
export function statementArnOf(group: xray.IGroupRef): string {
  return PATTERNS.get(group) ?? group.groupRef.groupArn;
}
