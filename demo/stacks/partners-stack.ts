import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { ShopFunction } from '../shop-function';

export interface PartnersStackProps extends StackProps {
  readonly products: ITable;
}

/** Where suppliers report new prices: an HTTP API, which X-Ray can't trace. The function behind it can be. */
export class PartnersStack extends Stack {
  constructor(scope: Construct, id: string, props: PartnersStackProps) {
    super(scope, id, props);

    const priceChange = new ShopFunction(this, 'PriceChange', {
      code: 'price-change',
      description: 'POST /prices',
      environment: { PRODUCTS_TABLE: props.products.tableName },
    });
    props.products.grantWriteData(priceChange);

    const webhook = new HttpApi(this, 'Webhook', { apiName: 'shop-partners' });
    webhook.addRoutes({
      path: '/prices',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('PriceChange', priceChange),
    });
    new CfnOutput(this, 'WebhookUrl', { value: webhook.apiEndpoint });
  }
}
