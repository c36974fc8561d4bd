import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { ShopFunction } from '../shop-function';

export interface FulfilmentStackProps extends StackProps {
  readonly orders: ITable;
  readonly orderPlaced: Topic;
}

/** What happens to an order: topic, queue, consumer, and a state machine that charges and ships. */
export class FulfilmentStack extends Stack {
  constructor(scope: Construct, id: string, props: FulfilmentStackProps) {
    super(scope, id, props);

    const lost = new Queue(this, 'LostOrders', { enforceSSL: true, retentionPeriod: Duration.days(14) });
    const queue = new Queue(this, 'NewOrders', {
      enforceSSL: true,
      visibilityTimeout: Duration.minutes(1),
      deadLetterQueue: { queue: lost, maxReceiveCount: 3 },
    });
    props.orderPlaced.addSubscription(new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue: lost }));

    const machine = this.fulfilment(props.orders);

    const startFulfilment = new ShopFunction(this, 'StartFulfilment', {
      code: 'start-fulfilment',
      description: 'Starts the state machine for each new order',
      environment: { STATE_MACHINE: machine.stateMachineArn },
    });
    startFulfilment.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
    machine.grantStartExecution(startFulfilment);
  }

  private fulfilment(orders: ITable): sfn.StateMachine {
    const charge = new tasks.LambdaInvoke(this, 'Charge', {
      lambdaFunction: new ShopFunction(this, 'ChargePayment', {
        code: 'charge-payment',
        description: 'Charges what the order costs',
      }),
      resultPath: '$.payment',
      payloadResponseOnly: true,
    });
    const ship = new tasks.LambdaInvoke(this, 'Ship', {
      lambdaFunction: new ShopFunction(this, 'ShipOrder', {
        code: 'ship-order',
        description: 'Hands the order to the carrier',
        timeout: Duration.seconds(30),
      }),
      resultPath: '$.shipment',
      payloadResponseOnly: true,
    });

    return new sfn.StateMachine(this, 'StateMachine', {
      definitionBody: sfn.DefinitionBody.fromChainable(charge.next(
        new sfn.Choice(this, 'Paid?')
          .when(sfn.Condition.stringEquals('$.payment.status', 'paid'), ship.next(this.mark(orders, 'shipped')))
          .otherwise(this.mark(orders, 'declined')),
      )),
      timeout: Duration.hours(1),
    });
  }

  private mark(orders: ITable, status: string): tasks.DynamoUpdateItem {
    return new tasks.DynamoUpdateItem(this, `Mark ${status}`, {
      table: orders,
      key: { orderId: tasks.DynamoAttributeValue.fromString(sfn.JsonPath.stringAt('$.orderId')) },
      updateExpression: 'SET #status = :status',
      expressionAttributeNames: { '#status': 'status' },
      expressionAttributeValues: { ':status': tasks.DynamoAttributeValue.fromString(status) },
      resultPath: sfn.JsonPath.DISCARD,
    });
  }
}
