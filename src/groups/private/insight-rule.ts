import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { checkInsightOptions, checkTopic } from './check-insight-options';
import { checkTraceGroups } from './findings/group-checks';
import { insightMessage } from './insight-message';
import { insightPattern } from './insight-pattern';
import { noteInsightRule } from './noted-insight-rules';
import { fail } from '../../errors';
import { ITraceGroup } from '../i-trace-group';
import { NotifyOnInsightOptions, OnInsightOptions } from '../on-insight-options';

/** A rule of EventBridge on the insights of a group. */
export function insightRule(group: ITraceGroup, id: string, options: OnInsightOptions = {}): Rule {
  checkInsightOptions((message) => fail(group, message), group, options);
  const rule = new Rule(group, id, {
    description: options.description,
    ruleName: options.ruleName,
    crossStackScope: options.crossStackScope,
    eventPattern: insightPattern(group, options),
  });
  rule.addTarget(options.target);
  noteInsightRule(rule, group);
  checkTraceGroups(rule);
  return rule;
}

/** A rule that tells a topic of the insights of a group, in words. */
export function insightNotification(group: ITraceGroup, id: string, topic: ITopic, options: NotifyOnInsightOptions = {}): Rule {
  const complain = (message: string): never => fail(group, message);
  checkTopic(complain, topic);
  checkInsightOptions(complain, group, options);
  return insightRule(group, id, { ...options, target: new SnsTopic(topic, { message: insightMessage() }) });
}
