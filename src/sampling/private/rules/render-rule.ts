import { IResolvable, Tokenization } from 'aws-cdk-lib';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { ANY } from './rule-facts';
import { SamplingRateBoost } from '../../sampling-rate-boost';
import { SamplingRuleProps } from '../../sampling-rule-props';

/** There is one version of sampling rules. */
const VERSION = 1;

/** A rule as CloudFormation takes it: it wants every matcher. */
export function renderRule(ruleName: string, fixedRate: number, props: SamplingRuleProps): CfnSamplingRule.SamplingRuleProperty {
  const { serviceName = ANY, serviceType = ANY, host = ANY, httpMethod = ANY, urlPath = ANY, resourceArn = ANY } = props;
  return {
    ruleName,
    priority: props.priority,
    fixedRate,
    reservoirSize: props.reservoir ?? 0,
    serviceName,
    serviceType,
    host,
    httpMethod,
    urlPath,
    resourceArn,
    version: VERSION,
    attributes: props.attributes,
    samplingRateBoost: renderBoost(props.samplingRateBoost),
  };
}

function renderBoost(boost: SamplingRateBoost | undefined): IResolvable | CfnSamplingRule.SamplingRateBoostProperty | undefined {
  if (boost === undefined || Tokenization.isResolvable(boost)) {
    return boost;
  }
  return { maxRate: boost.maxRate, cooldownWindowMinutes: boost.cooldown.toMinutes() };
}
