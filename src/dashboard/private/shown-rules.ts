import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { isRecord, resolved } from '../../references';
import { ISamplingRule } from '../../sampling/i-sampling-rule';
import { TraceDashboardProps } from '../trace-dashboard-props';

export interface ShownRules {
  readonly measured: readonly ISamplingRule[];
  /** Rules that were asked for and have no metric. */
  readonly unmeasured: readonly ISamplingRule[];
}

/** The rules of a dashboard, each once. X-Ray measures those with a boost; of a rule made elsewhere nobody knows here. */
export function shownRules({ samplingRules = [], samplingPlans = [] }: TraceDashboardProps): ShownRules {
  const asked = [...new Set(samplingRules)];
  const planned = samplingPlans.flatMap(({ rules }) => rules).filter(mayBeMeasured);
  return {
    measured: [...new Set([...asked.filter(mayBeMeasured), ...planned])],
    unmeasured: asked.filter((rule) => !mayBeMeasured(rule)),
  };
}

function mayBeMeasured(rule: ISamplingRule): boolean {
  const resource = rule.node.defaultChild;
  if (!(resource instanceof CfnSamplingRule)) {
    return true;
  }
  const properties = resolved(resource.samplingRule, resource);
  return !isRecord(properties) || ['samplingRateBoost', 'SamplingRateBoost'].some((name) => properties[name] !== undefined);
}
