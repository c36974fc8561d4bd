import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ShopFunction } from '../shop-function';

export interface OrdersStackProps extends StackProps {
  readonly products: ITable;
}

/** Where customers order: a REST API that writes the order down and tells everyone about it. */
export class OrdersStack extends Stack {
  readonly api: apigateway.RestApi;
  readonly orders: ITable;
  readonly orderPlaced: Topic;

  constructor(scope: Construct, id: string, props: OrdersStackProps) {
    super(scope, id, props);

    this.orders = new Table(this, 'Orders', {
      partitionKey: { name: 'orderId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.orderPlaced = new Topic(this, 'OrderPlaced', { enforceSSL: true });

    const listProducts = new ShopFunction(this, 'ListProducts', {
      code: 'list-products',
      description: 'GET /products',
      environment: { PRODUCTS_TABLE: props.products.tableName },
    });
    props.products.grantReadData(listProducts);

    const placeOrder = new ShopFunction(this, 'PlaceOrder', {
      code: 'place-order',
      description: 'POST /orders',
      environment: {
        ORDERS_TABLE: this.orders.tableName,
        ORDER_PLACED_TOPIC: this.orderPlaced.topicArn,
        PRODUCTS_TABLE: props.products.tableName,
      },
    });
    props.products.grantReadData(placeOrder);
    this.orders.grantWriteData(placeOrder);
    this.orderPlaced.grantPublish(placeOrder);

    const getOrder = new ShopFunction(this, 'GetOrder', {
      code: 'get-order',
      description: 'GET /orders/{orderId}',
      environment: { ORDERS_TABLE: this.orders.tableName },
    });
    this.orders.grantReadData(getOrder);

    this.api = new apigateway.RestApi(this, 'Api', {
      restApiName: 'shop-orders',
      deployOptions: {
        accessLogDestination: new apigateway.LogGroupLogDestination(new LogGroup(this, 'AccessLog', {
          retention: RetentionDays.ONE_WEEK,
          removalPolicy: RemovalPolicy.DESTROY,
        })),
        accessLogFormat: apigateway.AccessLogFormat.jsonWithStandardFields(),
        throttlingRateLimit: 50,
        throttlingBurstLimit: 100,
      },
    });
    this.api.root.addResource('products').addMethod('GET', new apigateway.LambdaIntegration(listProducts));
    const orders = this.api.root.addResource('orders');
    orders.addMethod('POST', new apigateway.LambdaIntegration(placeOrder));
    orders.addResource('{orderId}').addMethod('GET', new apigateway.LambdaIntegration(getOrder));
  }
}
