import { CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsCustomResourcePolicy, AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { DefaultSamplingRuleProps } from './default-sampling-rule-props';
import { fail, pathOf } from '../errors';
import { checkObject, checkRate } from '../input/check-number';
import { Complain } from '../input/complain';
import { checkOptionNames } from '../input/option-names';
import { defaultRuleIn, noteDefaultRule } from './private/findings/default-rules';
import { checkSamplingRules } from './private/findings/sampling-checks';
import { Decision, DEFAULT_RULE } from './private/matching/decision';
import { checkReservoir } from './private/rules/check-rule';
import { knownNumber } from './private/rules/facts-of-options';
import { ruleArn } from './private/rules/rule-name';
import { DEFAULT_RULE_NAMES } from './private/rules/rule-option-names';

/** The same wherever the construct stands in its stack: else moving it would restore the rule, as CloudFormation deletes after it creates. */
const LOGICAL_ID = 'XRayDefaultSamplingRule';

/**
 * X-Ray's own rule, `Default`, which decides where no other rule matches. Every account has it in every Region, and every app there shares it: have one app
 * set it, once. Only its rate and its reservoir can be set, and CloudFormation can't do that, so it is done by the CDK's `AwsCustomResource`: with the CDK's
 * own Lambda function, of which a stack has one.
 *
 * Deploying sets the rule again whenever `fixedRate` or `reservoir` changes here; what somebody changes elsewhere stays until then. X-Ray does not let anybody
 * delete the rule: when the construct or its stack is deleted it stays as it is, unless `restoreOnDelete` says otherwise.
 *
 * A stack has it once, and there it may be renamed and moved. Moved to another stack, `restoreOnDelete` makes the stack that it leaves write AWS's values, maybe after
 * the other one has set yours: deploy once without it before.
 *
 * Where the app has the feature flag `@aws-cdk/aws-lambda:useCdkManagedLogGroup`, the CDK keeps the log group of that function when the stack is deleted.
 *
 * The rate and the reservoir may be known at deployment only, such as those of parameters. Then the value must be written as JSON has numbers: 0.5 and not .5.
 */
export class DefaultSamplingRule extends Construct {
  /**
   * The name of the rule: `Default`.
   */
  public readonly samplingRuleName: string = DEFAULT_RULE.samplingRuleName;

  /**
   * What the rule will sample; nothing where that is not known yet.
   *
   * @internal
   */
  public readonly _decision: Decision | undefined;

  /**
   * Fails on a rate or a reservoir that X-Ray would not take, and where the stack has such a construct already.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props what the rule gets
   */
  constructor(scope: Construct, id: string, props: DefaultSamplingRuleProps) {
    super(scope, id);
    const complain = (message: string): never => fail(this, message);
    checkObject(complain, 'props', props, '{ reservoir: 1, fixedRate: 0.05 }');
    checkOptionNames(complain, props, DEFAULT_RULE_NAMES);
    checkRate(complain, 'fixedRate', props.fixedRate);
    checkReservoir(complain, props.reservoir);
    checkAlone(complain, Stack.of(this));
    this._decision = decisionOf(props);

    const settings = new AwsCustomResource(this, 'Settings', {
      resourceType: 'Custom::XRayDefaultSamplingRule',
      installLatestAwsSdk: false,
      onUpdate: updateCall(props),
      onDelete: props.restoreOnDelete ? updateCall(DEFAULT_RULE) : undefined,
      policy: AwsCustomResourcePolicy.fromStatements([new PolicyStatement({
        actions: ['xray:UpdateSamplingRule'],
        resources: [Stack.of(this).formatArn(ruleArn(this.samplingRuleName))],
      })]),
    });
    identify(settings);
    noteDefaultRule(this);
    checkSamplingRules(this);
  }
}

function checkAlone(complain: Complain, stack: Stack): void {
  const other = defaultRuleIn(stack);
  if (other !== undefined) {
    complain(`a DefaultSamplingRule must be there once in a stack, got ${pathOf(other)} too: keep one; where conditions decide, let its fixedRate and reservoir be Token.asNumber(Fn.conditionIf(…))`);
  }
}

function identify({ node: { defaultChild: custom } }: AwsCustomResource): void {
  const resource = custom?.node.defaultChild;
  if (resource !== undefined && CfnResource.isCfnResource(resource)) {
    resource.overrideLogicalId(LOGICAL_ID);
  }
}

/** X-Ray refuses an update of this rule that has anything else. */
function updateCall({ fixedRate, reservoir }: Pick<DefaultSamplingRuleProps, 'fixedRate' | 'reservoir'>): AwsSdkCall {
  const RuleName = DEFAULT_RULE.samplingRuleName;
  return {
    service: 'XRay',
    action: 'UpdateSamplingRule',
    parameters: { SamplingRuleUpdate: { RuleName, FixedRate: fixedRate, ReservoirSize: reservoir } },
    physicalResourceId: PhysicalResourceId.of(RuleName),
  };
}

function decisionOf(props: DefaultSamplingRuleProps): Decision | undefined {
  const fixedRate = knownNumber(props.fixedRate);
  const reservoir = knownNumber(props.reservoir);
  return fixedRate === undefined || reservoir === undefined ? undefined : { samplingRuleName: DEFAULT_RULE.samplingRuleName, fixedRate, reservoir };
}
