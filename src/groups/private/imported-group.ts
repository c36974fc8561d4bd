import { Fn, Resource, Stack, Token } from 'aws-cdk-lib';
import { Alarm, MathExpression, MathExpressionOptions, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { aws_xray as xray } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { groupArnPattern, noteArnPattern } from './group-arn';
import { shareMetric, traceCountMetric } from './group-metrics';
import { checkGroupName, DEFAULT_GROUP } from './group-name';
import { insightNotification, insightRule } from './insight-rule';
import { traceCountAlarm } from './trace-count-alarm';
import { fail, invalid } from '../../errors';
import { checkObject, shown } from '../../input/check-number';
import { Complain } from '../../input/complain';
import { checkOptionNames, OptionNames } from '../../input/option-names';
import { ITraceGroup } from '../i-trace-group';
import { NotifyOnInsightOptions, OnInsightOptions } from '../on-insight-options';
import { TraceCountAlarmOptions } from '../trace-count-alarm-options';
import { TraceGroupAttributes } from '../trace-group-attributes';
import { TraceGroupGrants } from '../trace-group-grants';

/** A token stands in a text without colons and slashes. */
const ARN = /^[^:]+:[^:]*:xray:[^:]*:[^:]*:group\/(.+)\/[^/]+$/su;

const ATTRIBUTE_NAMES: OptionNames = { known: ['groupName', 'groupArn'], elsewhere: new Map([['arn', 'groupArn'], ['name', 'groupName']]) };

const REMEDIES = { empty: 'name the group that is meant', long: 'no group has a longer name' };

export function groupByArn(scope: Construct, id: string, arn: string): ITraceGroup {
  return new ImportedGroup(scope, id, nameIn(complainer('fromGroupArn'), arn), arn);
}

export function groupByAttributes(scope: Construct, id: string, attributes: TraceGroupAttributes): ITraceGroup {
  const complain = complainer('fromGroupAttributes');
  checkObject(complain, 'attrs', attributes, '{ groupName: \'orders\' }');
  checkOptionNames(complain, attributes, ATTRIBUTE_NAMES);
  const { groupName, groupArn } = attributes;
  if (typeof groupName !== 'string') {
    complain(`groupName must be a text, got ${shown(groupName)}: ${REMEDIES.empty}`);
  }
  checkGroupName(complain, groupName, REMEDIES);
  const nameInArn = groupArn === undefined ? groupName : nameIn(complain, groupArn);
  if (nameInArn !== groupName && !Token.isUnresolved(groupName) && !Token.isUnresolved(nameInArn)) {
    complain(`groupArn must be the ARN of the group ${JSON.stringify(groupName)}, got ${JSON.stringify(groupArn)}: leave it out, or use TraceGroup.fromGroupArn()`);
  }
  return new ImportedGroup(scope, id, groupName, groupArn);
}

export function defaultGroup(scope: Construct, id: string): ITraceGroup {
  return new ImportedGroup(scope, id, DEFAULT_GROUP);
}

function complainer(method: string): Complain {
  return (message) => invalid(`TraceGroup.${method}()`, message);
}

function nameIn(complain: Complain, arn: string): string {
  const name = typeof arn === 'string' ? ARN.exec(arn)?.[1] : undefined;
  if (name !== undefined) {
    checkGroupName(complain, name, REMEDIES);
    return name;
  }
  return typeof arn === 'string' && Token.isUnresolved(arn)
    ? Fn.select(1, Fn.split('/', arn))
    : complain(`groupArn must be the ARN of a group, got ${shown(arn)}: write arn:<partition>:xray:<Region>:<account>:group/<name>/<id>`);
}

/** A group that is made elsewhere. */
class ImportedGroup extends Resource implements ITraceGroup {
  public readonly grants: TraceGroupGrants;

  constructor(scope: Construct, id: string, public readonly groupName: string, private readonly arn?: string) {
    super(scope, id, { environmentFromArn: arn });
    if (arn === undefined) {
      noteArnPattern(this, Stack.of(this).formatArn(groupArnPattern(groupName)));
    }
    this.grants = TraceGroupGrants.fromGroup(this);
  }

  public get groupArn(): string {
    return this.arn ?? fail(this, 'groupArn must be known where it is used, got none: X-Ray puts an id at its end that nobody can tell by the name; '
      + 'use TraceGroup.fromGroupArn(), or give groupArn to fromGroupAttributes()');
  }

  public get groupRef(): xray.GroupReference {
    return { groupArn: this.groupArn };
  }

  public onInsight(id: string, options?: OnInsightOptions): Rule {
    return insightRule(this, id, options);
  }

  public notifyOnInsight(id: string, topic: ITopic, options?: NotifyOnInsightOptions): Rule {
    return insightNotification(this, id, topic, options);
  }

  public metricTraceCount(options?: MetricOptions): Metric {
    return traceCountMetric(this, options);
  }

  public metricShareOf(whole: ITraceGroup, options?: MathExpressionOptions): MathExpression {
    return shareMetric(this, whole, options);
  }

  public addTraceCountAlarm(id: string, options: TraceCountAlarmOptions): Alarm {
    return traceCountAlarm(this, id, options);
  }
}
