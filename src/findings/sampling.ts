import { finding } from './finding-ids';
import { Finding } from '../finding';

export function samplingRuleOnOutcome(keys: readonly string[]): Finding {
  return finding('samplingRuleOnOutcome',
    `it looks for ${keys.map((key) => JSON.stringify(key)).join(', ')}, which is not known yet when a request is sampled: the rule never matches`,
    'Sample by what the request says; find errors and faults with a group, or have more of them sampled with samplingRateBoost');
}

/** Lambda itself asks for no rules; only OpenTelemetry in a function sends that type. */
const LAMBDA_REMEDY = 'Lambda\'s own sampling can\'t be configured: sample where the trace begins, or remove the rule; where OpenTelemetry decides in a function, '
  + 'write "AWS::Lambda::Function" and say so in the clients of its plan';

export function unknownServiceType(serviceType: string, nearest: string | undefined): Finding {
  return finding('unknownServiceType',
    `no service that asks for sampling rules has the type ${JSON.stringify(serviceType)}: the rule never matches`,
    nearest === 'AWS::Lambda::Function' ? LAMBDA_REMEDY : nearest ? `Write ${JSON.stringify(nearest)}` : 'Use a constant of SamplingServiceType, or leave serviceType out');
}

export function samplingRuleOnGroup(arn: string): Finding {
  return finding('samplingRuleOnGroup',
    `${arn} is a group of X-Ray, and resourceArn is the ARN of the resource that serves the request: the rule never matches`,
    'Leave resourceArn out, and narrow the rule by serviceName');
}

/**
 * @param why what tells that the X-Ray SDKs decide
 */
export function samplingRuleIgnored(why: string): Finding {
  return finding('samplingRuleIgnored',
    `the X-Ray SDKs ignore rules with a resourceArn or with attributes, and ${why}`,
    'Narrow the rule by serviceName, host, httpMethod or urlPath, or name those who obey it in the clients of its plan');
}

export function lambdaSamplingFixed(functions: string): Finding {
  return finding('lambdaSamplingFixed',
    `it is for ${functions}, and Lambda's sampling can't be configured: one request a second and five percent of the others, for each function`,
    'Sample where the trace begins, such as at the API in front of the function, or remove the rule');
}

export function samplerNotXRay(container: string, sampler: string | undefined): Finding {
  const does = sampler === undefined ? 'does not set OTEL_TRACES_SAMPLER' : `sets OTEL_TRACES_SAMPLER=${sampler}`;
  return finding('samplerNotXRay',
    `container ${container} uses OpenTelemetry and ${does}, so it does not ask for the sampling rules that this app has`,
    'Set OTEL_TRACES_SAMPLER=xray where its SDK has that sampler (AWS\'s distributions have it), or acknowledge this where its code sets the sampler');
}

/**
 * @param others the rules that are tried before it, if the names are known
 */
export function samplingPriorityTie(others: readonly string[], priority: number, isOrderKnown: boolean, proviso: string): Finding {
  const names = listOf(others);
  const decides = isOrderKnown ? `so ${names} ${others.length === 1 ? 'decides' : 'decide'}` : 'which are not known yet';
  return finding('samplingPriorityTie',
    `it has the priority ${priority} like ${names}${proviso}, and a request can match both: then X-Ray goes by the names, ${decides}`,
    'Give them different priorities');
}

/**
 * @param name nothing where it is not known yet
 */
export function duplicateSamplingRule(name: string | undefined, other: string, environment: string, proviso = ''): Finding {
  return finding('duplicateSamplingRule',
    `${other} is the sampling rule ${name === undefined ? 'of that name' : JSON.stringify(name)} of ${environment} too${proviso}, and a name is there once for an account and Region`,
    name === 'Default' ? 'Keep one of them' : 'Rename one; the rules of a plan get a prefix of their own');
}

export function priorityOutsideBand(priority: number, first: number, last: number): Finding {
  return finding('priorityOutsideBand',
    `its priority ${priority} is outside of its plan's priorities, ${first} to ${last}`,
    'Leave the priority out, or widen the plan\'s priorities');
}

export function samplingRuleQuota(environment: string, count: number): Finding {
  return finding('samplingRuleQuota',
    `this app has ${count} sampling rules in ${environment}; X-Ray allows 25 for an account and Region, shared with every other app`,
    'Merge rules, or have the quota L-8C0C998A raised and acknowledge this');
}

/**
 * @param proviso under what the others are there, in parentheses, if not in any case
 */
export function shadowedSamplingRule(by: readonly string[], proviso: string, isAcrossStages: boolean): Finding {
  return finding('shadowedSamplingRule',
    `it never decides: ${listOf(by)}${proviso} before it ${by.length === 1 ? 'takes' : 'together take'} every request that it would match`,
    isAcrossStages
      ? 'Give each stage\'s service a name of its own, for example SamplingScope.service(`orders-${stage}`)'
      : 'Move it before, narrow what is before it, or remove it');
}

function listOf(names: readonly string[]): string {
  return [...names.slice(0, -2), names.slice(-2).join(' and ')].join(', ');
}
