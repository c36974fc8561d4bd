import { PhysicalName, Resource, Stack, Tags } from 'aws-cdk-lib';
import { Alarm, MathExpression, MathExpressionOptions, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { ITraceGroup } from './i-trace-group';
import { NotifyOnInsightOptions, OnInsightOptions } from './on-insight-options';
import { checkTraceGroups } from './private/findings/group-checks';
import { noteFilter } from './private/findings/noted-filters';
import { groupArnPattern, noteArnPattern } from './private/group-arn';
import { shareMetric, traceCountMetric } from './private/group-metrics';
import { groupNameOf } from './private/group-name';
import { checkGroupOptions, refuseEmptyFilter, renderFilter } from './private/group-options';
import { defaultGroup, groupByArn, groupByAttributes } from './private/imported-group';
import { insightNotification, insightRule } from './private/insight-rule';
import { InsightSwitch } from './private/insight-switch';
import { traceCountAlarm } from './private/trace-count-alarm';
import { TraceCountAlarmOptions } from './trace-count-alarm-options';
import { TraceGroupAttributes } from './trace-group-attributes';
import { TraceGroupGrants } from './trace-group-grants';
import { TraceGroupProps } from './trace-group-props';
import { fail } from '../errors';
import { checkTags } from '../input/check-tags';
import { identifyByName } from '../named-resource';
import { isGiven } from '../physical-name';

/**
 * The traces that a filter finds, as a group with a service map, a metric and insights of its own. X-Ray bills each trace that comes to it.
 *
 * @resource AWS::XRay::Group
 */
export class TraceGroup extends Resource implements ITraceGroup {
  /**
   * A group that is there already, by its ARN.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param groupArn `arn:<partition>:xray:<Region>:<account>:group/<name>/<id>`; another ARN is an error
   */
  public static fromGroupArn(scope: Construct, id: string, groupArn: string): ITraceGroup {
    return groupByArn(scope, id, groupArn);
  }

  /**
   * A group that is there already, by its name, with or without its ARN.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param attrs what is known of it
   */
  public static fromGroupAttributes(scope: Construct, id: string, attrs: TraceGroupAttributes): ITraceGroup {
    return groupByAttributes(scope, id, attrs);
  }

  /**
   * The group of all traces that X-Ray has in each account and Region, called `Default`. Its ARN is not known.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   */
  public static fromDefaultGroup(scope: Construct, id: string): ITraceGroup {
    return defaultGroup(scope, id);
  }

  /**
   * The name of the group. It is known before deployment, so whoever uses nothing but the name does not depend on the group: for that, use the ARN or
   * `node.addDependency()`.
   *
   * @attribute
   */
  public readonly groupName: string;

  /**
   * The ARN of the group. In stacks of another account or Region it is what statements of IAM take, with `*` for the id that X-Ray gives the group.
   *
   * @attribute
   */
  public readonly groupArn: string;

  /**
   * Permissions for the group.
   */
  public readonly grants: TraceGroupGrants;

  private readonly insights: InsightSwitch;

  /**
   * Fails on a value that X-Ray would not take; one that is known at deployment only, such as that of a parameter, is not checked.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props which traces are in the group
   */
  constructor(scope: Construct, id: string, props: TraceGroupProps) {
    super(scope, id, { physicalName: isGiven(props?.groupName) ? props.groupName : PhysicalName.GENERATE_IF_NEEDED });
    const complain = (message: string): never => fail(this, message);
    checkGroupOptions(complain, props);
    checkTags(complain, props.tags);
    this.groupName = groupNameOf(this, complain, props.groupName);
    this.insights = new InsightSwitch(complain, props);

    const resource = new CfnGroup(this, 'Resource', {
      groupName: this.groupName,
      filterExpression: renderFilter(props.filter),
      insightsConfiguration: this.insights.render(),
    });
    identifyByName(resource, this.groupName);
    this.groupArn = this.getResourceArnAttribute(resource.ref, groupArnPattern(this.groupName));
    noteArnPattern(this, Stack.of(this).formatArn(groupArnPattern(this.groupName)));
    this.grants = TraceGroupGrants.fromGroup(this);
    Object.entries(props.tags ?? {}).forEach(([key, value]) => Tags.of(resource).add(key, value));
    noteFilter(resource, props.filter);
    refuseEmptyFilter(this, props.filter);
    checkTraceGroups(this);
  }

  /**
   * A reference to the group.
   */
  public get groupRef(): xray.GroupReference {
    return { groupArn: this.groupArn };
  }

  /**
   * Calls a target when X-Ray says something about an insight of the group: that it opens, changes or closes. Has X-Ray look for insights and send them;
   * with `insights: false` it fails. None come where X-Ray encrypts with a key of your own.
   *
   * @param id the id of the rule within the group
   * @param options what is called, and in which states
   */
  public onInsight(id: string, options?: OnInsightOptions): Rule {
    return this.insights.use('onInsight()', () => insightRule(this, id, options));
  }

  /**
   * Sends a text to a topic when X-Ray says something about an insight of the group; otherwise like `onInsight()`.
   *
   * @param id the id of the rule within the group
   * @param topic who is told [disable-awslint:prefer-ref-interface]
   * @param options in which states
   */
  public notifyOnInsight(id: string, topic: ITopic, options?: NotifyOnInsightOptions): Rule {
    return this.insights.use('notifyOnInsight()', () => insightNotification(this, id, topic, options));
  }

  /**
   * How many sampled traces come to the group, about, each minute.
   *
   * @param options how it is shown; by default the sum of each minute
   */
  public metricTraceCount(options?: MetricOptions): Metric {
    return traceCountMetric(this, options);
  }

  /**
   * Which part of the traces of another group come to this one, in percent.
   *
   * @param whole the other group, which should have all traces that this one has [disable-awslint:prefer-ref-interface]
   * @param options how it is shown
   */
  public metricShareOf(whole: ITraceGroup, options?: MathExpressionOptions): MathExpression {
    return shareMetric(this, whole, options);
  }

  /**
   * Raises an alarm by the number of sampled traces in the group.
   *
   * @param id the id of the alarm within the group
   * @param options how many are too many
   */
  public addTraceCountAlarm(id: string, options: TraceCountAlarmOptions): Alarm {
    return traceCountAlarm(this, id, options);
  }

  /**
   * The generated name, where another account or Region refers to the group.
   */
  protected generatePhysicalName(): string {
    return this.groupName;
  }
}
