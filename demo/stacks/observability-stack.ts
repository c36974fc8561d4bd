import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { FaultRate, FilterExpression, InsightState, TraceDashboard, TraceFilters, TraceGroup } from '../../src';

export interface ObservabilityStackProps extends StackProps {
  /** What is shown with its own metrics. */
  readonly services: Stack[];
}

/** What those on call look at, and how they are told. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);

    const onCall = new Topic(this, 'OnCall', { enforceSSL: true });

    const slow = new TraceGroup(this, 'SlowOrders', {
      groupName: 'shop-slow-orders',
      filter: TraceFilters.slowerThan(Duration.seconds(2), 'shop-orders/prod'),
    });
    const buying = new TraceGroup(this, 'Buying', {
      groupName: 'shop-buying',
      filter: FilterExpression.all(FilterExpression.service('shop-orders/prod'), FilterExpression.httpMethod().equalTo('POST')),
    });
    buying.notifyOnInsight('Anomaly', onCall, { states: [InsightState.ACTIVE] });

    const faults = FaultRate.ofService(this, 'Faults', 'shop-orders/prod');
    faults.addAlarm('TooManyFaults', { threshold: 5 }).addAlarmAction(new SnsAction(onCall));

    new TraceDashboard(this, 'Dashboard', { groups: [slow, buying], faultRates: [faults], resources: props.services });
  }
}
