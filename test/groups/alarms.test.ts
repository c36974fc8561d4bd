import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ITraceGroup, TraceCountAlarmOptions, TraceGroup } from '../../src';
import { newApp, newStack, onlyOne } from '../fixtures';

const ALARM = 'AWS::CloudWatch::Alarm';

function newGroup(stack = newStack(), name = 'orders'): ITraceGroup {
  return TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: name });
}

function alarmWith(options: Partial<TraceCountAlarmOptions> = {}): Record<string, unknown> {
  const stack = newStack();
  newGroup(stack).addTraceCountAlarm('Alarm', { threshold: 10, ...options });
  return onlyOne(stack, ALARM);
}

/** For what only users without types can write. */
function refused(options: object | null, stack = newStack()): () => unknown {
  const untyped: { options: TraceCountAlarmOptions } = { options: Object.assign(JSON.parse('{}'), options) };
  return () => newGroup(stack).addTraceCountAlarm('Alarm', untyped.options);
}

describe('an alarm on the number of traces', () => {
  test('goes off after three bad minutes in a row, and not where X-Ray says nothing', () => {
    expect(alarmWith()).toEqual({
      Namespace: 'AWS/X-Ray',
      MetricName: 'ApproximateTraceCount',
      Dimensions: [{ Name: 'GroupName', Value: 'orders' }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('may be set in every way', () => {
    expect(alarmWith({
      alarmName: 'orders',
      alarmDescription: 'Look at the map',
      evaluationPeriods: 5,
      datapointsToAlarm: 2,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.IGNORE,
      actionsEnabled: false,
      period: Duration.minutes(5),
      threshold: 0,
    })).toMatchObject({
      AlarmName: 'orders',
      AlarmDescription: 'Look at the map',
      EvaluationPeriods: 5,
      DatapointsToAlarm: 2,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
      ActionsEnabled: false,
      Period: 300,
      Threshold: 0,
    });
  });

  test.each([ComparisonOperator.LESS_THAN_THRESHOLD, ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD])('on too few goes off where X-Ray says nothing: %s', (comparisonOperator) => {
    expect(alarmWith({ comparisonOperator })).toMatchObject({ TreatMissingData: 'breaching' });
    expect(alarmWith({ comparisonOperator, treatMissingData: TreatMissingData.MISSING })).toMatchObject({ TreatMissingData: 'missing' });
  });

  test('stands in the scope of the group, and may have actions', () => {
    const stack = newStack();
    const alarm = newGroup(stack).addTraceCountAlarm('Alarm', { threshold: 10 });
    alarm.addAlarmAction(new SnsAction(new Topic(stack, 'Topic')));

    expect(alarm.node.path).toBe('Stack/Group/Alarm');
    Template.fromStack(stack).hasResourceProperties(ALARM, { AlarmActions: [Match.anyValue()] });
  });

  test('takes what is known at deployment only', () => {
    const stack = newStack();
    const number = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    newGroup(stack, new CfnParameter(stack, 'Name').valueAsString)
      .addTraceCountAlarm('Alarm', { threshold: number('Threshold'), evaluationPeriods: number('Periods'), datapointsToAlarm: number('Bad') });

    expect(onlyOne(stack, ALARM)).toMatchObject({
      Threshold: { Ref: 'Threshold' },
      EvaluationPeriods: { Ref: 'Periods' },
      DatapointsToAlarm: { Ref: 'Bad' },
      Dimensions: [{ Value: { Ref: 'Name' } }],
    });
  });

  test('refuses a period that is known at deployment only, as the CDK does', () => {
    const period = Duration.minutes(new CfnParameter(newStack(), 'Period', { type: 'Number' }).valueAsNumber);

    expect(() => newGroup().addTraceCountAlarm('Alarm', { threshold: 1, period })).toThrow('period must be known when the app is synthesized, got a token: write Duration.minutes(5) for five minutes');
  });

  test('can\'t stand in another Region than the group, as CloudWatch has no such alarms', () => {
    const stack = newStack(newApp(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const group = TraceGroup.fromGroupArn(stack, 'Group', 'arn:aws:xray:us-east-1:111122223333:group/orders/ABC');

    expect(() => group.addTraceCountAlarm('Alarm', { threshold: 1 })).toThrow(/Cannot create an Alarm in region 'eu-west-1'/);
  });
});

describe('what an alarm on the number of traces refuses', () => {
  test.each<[string, object, string]>([
    ['no threshold', {}, 'threshold must be a number of traces, 0 or more, got undefined: write 10 for ten traces'],
    ['null', { threshold: null }, 'threshold must be a number of traces, 0 or more, got null: write 10 for ten traces'],
    ['a text', { threshold: '10' }, 'threshold must be a number of traces, 0 or more, got "10": write the number 10, without quotes'],
    ['another text', { threshold: 'ten' }, 'threshold must be a number of traces, 0 or more, got "ten": write 10 for ten traces'],
    ['no number', { threshold: NaN }, 'threshold must be a number of traces, 0 or more, got NaN: write 10 for ten traces'],
    ['infinity', { threshold: Infinity }, 'threshold must be a number of traces, 0 or more, got Infinity: write 10 for ten traces'],
    ['less than nothing', { threshold: -1 }, 'threshold must be a number of traces, 0 or more, got -1: write 10 for ten traces'],
    [
      'what is always so', { threshold: 0 },
      'threshold must be above 0 where the comparison is "greater than or equal to", got 0: the alarm would always be on, so write 1, '
      + 'or ComparisonOperator.GREATER_THAN_THRESHOLD',
    ],
    [
      'what is never so', { threshold: 0, comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD },
      'threshold must be above 0 where the comparison is "less than", got 0: the alarm would never be on, so write 1, '
      + 'or ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD',
    ],
    ['no periods', { threshold: 1, evaluationPeriods: 0 }, 'evaluationPeriods must be a whole number, 1 or more, got 0: write 3 for three periods'],
    ['half a period', { threshold: 1, evaluationPeriods: 1.5 }, 'evaluationPeriods must be a whole number, 1 or more, got 1.5: write 3 for three periods'],
    ['periods as text', { threshold: 1, evaluationPeriods: '3' }, 'evaluationPeriods must be a whole number, 1 or more, got "3": write the number 3, without quotes'],
    [
      'more bad periods than there are', { threshold: 1, datapointsToAlarm: 4 },
      'datapointsToAlarm must be a whole number, 1 to 3, got 4: leave it out for all of evaluationPeriods',
    ],
    [
      'no bad periods', { threshold: 1, datapointsToAlarm: 0 },
      'datapointsToAlarm must be a whole number, 1 to 3, got 0: leave it out for all of evaluationPeriods',
    ],
    [
      'half a minute', { threshold: 1, period: Duration.seconds(30) },
      'period must be whole minutes, 1 or more, got 30 seconds: X-Ray counts by the minute, so write Duration.minutes(1) or more',
    ],
    [
      'a minute and a half', { threshold: 1, period: Duration.seconds(90) },
      'period must be whole minutes, 1 or more, got 90 seconds: X-Ray counts by the minute, so write Duration.minutes(1) or more',
    ],
    ['seconds as a number', { threshold: 1, period: 300 }, 'period must be a Duration, got 300: write Duration.minutes(5) for five minutes'],
  ])('%s', (_what, options, message) => {
    const stack: Stack = newStack();

    expect(refused(options, stack)).toThrow(new Error(`[Stack/Group] ${message}`));
    Template.fromStack(stack).resourceCountIs(ALARM, 0);
  });

  test('no options', () => {
    const untyped: { options: TraceCountAlarmOptions } = JSON.parse('{ "options": null }');

    expect(() => newGroup().addTraceCountAlarm('Alarm', untyped.options)).toThrow(
      new Error('[Stack/Group] options must be an object, got null: write for example { threshold: 10 }'));
  });
});
