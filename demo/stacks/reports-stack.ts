import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ShopFunction } from '../shop-function';

export interface ReportsStackProps extends StackProps {
  readonly orders: ITable;
}

/** Last night's sales. Its role belongs to the finance team, and this app may not change it. */
export class ReportsStack extends Stack {
  constructor(scope: Construct, id: string, props: ReportsStackProps) {
    super(scope, id, props);

    const salesReport = new ShopFunction(this, 'SalesReport', {
      code: 'sales-report',
      description: 'Sums up the sales of the last day',
      environment: { ORDERS_TABLE: props.orders.tableName },
      role: Role.fromRoleArn(this, 'FinanceRole', 'arn:aws:iam::111122223333:role/finance-reports', { mutable: false }),
    });

    new Rule(this, 'EveryNight', {
      schedule: Schedule.cron({ hour: '3', minute: '0' }),
      targets: [new LambdaFunction(salesReport, { event: RuleTargetInput.fromObject({ hours: 24 }), retryAttempts: 2 })],
    });
  }
}
