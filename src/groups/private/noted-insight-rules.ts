import { Rule } from 'aws-cdk-lib/aws-events';
import { IConstruct } from 'constructs';
import { ITraceGroup } from '../i-trace-group';

/** A rule on the insights of a group. */
export interface InsightRule {
  readonly rule: Rule;
  readonly group: ITraceGroup;
}

const APPS = new WeakMap<IConstruct, InsightRule[]>();

export function noteInsightRule(rule: Rule, group: ITraceGroup): void {
  const { root } = rule.node;
  APPS.set(root, [...APPS.get(root) ?? [], { rule, group }]);
}

/** The rules on insights in the app of a construct. */
export function insightRulesOf({ node: { root } }: IConstruct): readonly InsightRule[] {
  return APPS.get(root) ?? [];
}
