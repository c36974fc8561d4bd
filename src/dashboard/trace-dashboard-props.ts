import { Duration } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { FaultRate } from '../groups/fault-rate';
import { ITraceGroup } from '../groups/i-trace-group';
import { ISamplingRule } from '../sampling/i-sampling-rule';
import { SamplingPlan } from '../sampling/sampling-plan';

/**
 * What a dashboard shows.
 */
export interface TraceDashboardProps {
  /**
   * Groups of which the traces are counted, with a link to the list of their traces each. A group that is given twice is shown once
   * [disable-awslint:prefer-ref-interface].
   *
   * @default - none
   */
  readonly groups?: ITraceGroup[];

  /**
   * Rates of faults.
   *
   * @default - none
   */
  readonly faultRates?: FaultRate[];

  /**
   * Rules of which the sampling rate is shown. X-Ray measures it for rules with `samplingRateBoost` only; others are named as not measured
   * [disable-awslint:prefer-ref-interface].
   *
   * @default - none
   */
  readonly samplingRules?: ISamplingRule[];

  /**
   * Plans of which the rules with `samplingRateBoost` are shown.
   *
   * @default - none
   */
  readonly samplingPlans?: SamplingPlan[];

  /**
   * Names of services, as the trace map shows them, of which the traces are counted. X-Ray counts the traces of groups only, so this makes a group for each:
   * they count among the 25 of the account and Region, and X-Ray bills the traces that come to them.
   *
   * @default - none
   */
  readonly services?: string[];

  /**
   * Where the dashboard looks for stages of API Gateway (REST and HTTP), functions, state machines and Application Load Balancers, to show their requests,
   * errors, faults and latency, when the app is synthesized. Functions that the CDK makes for itself as raw resources are not shown, those of `AwsCustomResource` and the like are; what else can't be, such as resources in another account or
   * Region or under a condition, is named. An empty list shows none.
   *
   * @default - the stack of the dashboard
   */
  readonly resources?: IConstruct[];

  /**
   * From which response time on traces are slow, for the link to them.
   *
   * @default Duration.seconds(1)
   */
  readonly slowerThan?: Duration;

  /**
   * The name of the dashboard, 1 to 255 letters, digits, `-` and `_`; an account has it once.
   *
   * @default - a name that CloudFormation makes
   */
  readonly dashboardName?: string;

  /**
   * The time before now that is shown when the dashboard opens.
   *
   * @default - that of CloudWatch, 3 hours
   */
  readonly defaultInterval?: Duration;

  /**
   * The title above everything, as Markdown without `#`.
   *
   * @default - Traces, and the name of the stack
   */
  readonly title?: string;
}
