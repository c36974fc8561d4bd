import { Fn, Resource, Stack, Token } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { samplingRateMetric } from './rule-metric';
import { checkRuleName, ruleArn } from './rule-name';
import { invalid } from '../../../errors';
import { shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { ISamplingRule } from '../../i-sampling-rule';

/** A token stands in a text without colons. */
const ARN = /^[^:]+:[^:]*:xray:[^:]*:[^:]*:sampling-rule\/(.+)$/su;

const REMEDIES = { empty: 'name the rule that is meant', long: 'no rule has a longer name' };

export function ruleByName(scope: Construct, id: string, name: string): ISamplingRule {
  const complain = complainer('fromSamplingRuleName');
  if (typeof name !== 'string' && !Token.isUnresolved(name)) {
    complain(`samplingRuleName must be a text, got ${shown(name)}: ${REMEDIES.empty}`);
  }
  checkRuleName(complain, name, REMEDIES);
  return new ImportedRule(scope, id, name, Stack.of(scope).formatArn(ruleArn(name)));
}

export function ruleByArn(scope: Construct, id: string, arn: string): ISamplingRule {
  return new ImportedRule(scope, id, nameIn(complainer('fromSamplingRuleArn'), arn), arn);
}

function complainer(method: string): Complain {
  return (message) => invalid(`SamplingRule.${method}()`, message);
}

function nameIn(complain: Complain, arn: string): string {
  const name = typeof arn === 'string' ? ARN.exec(arn)?.[1] : undefined;
  if (name !== undefined) {
    checkRuleName(complain, name, REMEDIES);
    return name;
  }
  return Token.isUnresolved(arn)
    ? Fn.select(1, Fn.split(':sampling-rule/', arn))
    : complain(`samplingRuleArn must be the ARN of a sampling rule, got ${JSON.stringify(arn)}: write arn:<partition>:xray:<Region>:<account>:sampling-rule/<name>`);
}

/** A rule that is made elsewhere. */
class ImportedRule extends Resource implements ISamplingRule {
  constructor(scope: Construct, id: string, public readonly samplingRuleName: string, public readonly samplingRuleArn: string) {
    super(scope, id, { environmentFromArn: samplingRuleArn });
  }

  public get samplingRuleRef(): xray.SamplingRuleReference {
    return { ruleArn: this.samplingRuleArn };
  }

  public metricSamplingRate(options?: MetricOptions): Metric {
    return samplingRateMetric(this, options);
  }
}
