import { PhysicalName, Resource, Tags } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { fail } from '../errors';
import { ISamplingRule } from './i-sampling-rule';
import { checkObject } from '../input/check-number';
import { checkTags } from '../input/check-tags';
import { checkSamplingRules } from './private/findings/sampling-checks';
import { checkPriority, checkRule, fixedRateOf } from './private/rules/check-rule';
import { factsOfOptions } from './private/rules/facts-of-options';
import { ruleByArn, ruleByName } from './private/rules/imported-rule';
import { noteRule } from './private/rules/planned-rules';
import { renderRule } from './private/rules/render-rule';
import { RuleFacts } from './private/rules/rule-facts';
import { samplingRateMetric } from './private/rules/rule-metric';
import { ruleArn, ruleNameOf } from './private/rules/rule-name';
import { SamplingRuleProps } from './sampling-rule-props';
import { identifyByName } from '../named-resource';
import { isGiven } from '../physical-name';

/**
 * How much is sampled of some requests: those that match it and no rule that is tried before it. Rules hold for a whole account and Region, with every other
 * app in it; a `SamplingPlan` has several in order, with names and priorities of their own.
 *
 * @resource AWS::XRay::SamplingRule
 */
export class SamplingRule extends Resource implements ISamplingRule {
  /**
   * A rule that is there already, by its name.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param samplingRuleName the name of a rule in the account and Region of the stack, 1 to 32 characters
   */
  public static fromSamplingRuleName(scope: Construct, id: string, samplingRuleName: string): ISamplingRule {
    return ruleByName(scope, id, samplingRuleName);
  }

  /**
   * A rule that is there already, by its ARN.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param samplingRuleArn `arn:<partition>:xray:<Region>:<account>:sampling-rule/<name>`; another ARN is an error
   */
  public static fromSamplingRuleArn(scope: Construct, id: string, samplingRuleArn: string): ISamplingRule {
    return ruleByArn(scope, id, samplingRuleArn);
  }

  /**
   * The name of the rule. It is known before deployment, so whoever uses nothing but the name does not depend on the rule: for that, use the ARN or
   * `node.addDependency()`.
   *
   * @attribute
   */
  public readonly samplingRuleName: string;

  /**
   * The ARN of the rule.
   *
   * @attribute
   */
  public readonly samplingRuleArn: string;

  /**
   * What is known of the rule.
   *
   * @internal
   */
  public readonly _facts: RuleFacts;

  /**
   * Fails on a value that X-Ray would not take; one that is known at deployment only, such as that of a parameter, is not checked.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props what the rule is for and how much it samples
   */
  constructor(scope: Construct, id: string, props: SamplingRuleProps) {
    super(scope, id, { physicalName: isGiven(props?.samplingRuleName) ? props.samplingRuleName : PhysicalName.GENERATE_IF_NEEDED });
    const complain = (message: string): never => fail(this, message);
    checkObject(complain, 'props', props, '{ priority: 100, fixedRate: 0.05 }');
    checkPriority(complain, props.priority);
    checkRule(complain, props);
    checkTags(complain, props.tags);
    this.samplingRuleName = ruleNameOf(this, complain, props.samplingRuleName);
    const fixedRate = fixedRateOf(complain, props);
    this._facts = factsOfOptions(this.samplingRuleName, props.priority, props, fixedRate);

    const resource = new CfnSamplingRule(this, 'Resource', { samplingRule: renderRule(this.samplingRuleName, fixedRate, props) });
    identifyByName(resource, this.samplingRuleName);
    this.samplingRuleArn = this.getResourceArnAttribute(resource.ref, ruleArn(this.samplingRuleName));
    Object.entries(props.tags ?? {}).forEach(([key, value]) => Tags.of(resource).add(key, value));
    noteRule(resource, { clients: props.clients });
    checkSamplingRules(this);
  }

  /**
   * A reference to the rule.
   */
  public get samplingRuleRef(): xray.SamplingRuleReference {
    return { ruleArn: this.samplingRuleArn };
  }

  /**
   * The rate at which requests are sampled at the moment, 0 to 1. X-Ray has this metric for rules with `samplingRateBoost` only.
   *
   * @param options how it is shown; by default the average of five minutes
   */
  public metricSamplingRate(options?: MetricOptions): Metric {
    return samplingRateMetric(this, options);
  }

  /**
   * The generated name, where another account or Region refers to the rule.
   */
  protected generatePhysicalName(): string {
    return this.samplingRuleName;
  }
}
