import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { SamplingClient, SamplingPlan, SamplingRules, SamplingScope, SamplingServiceType, type SamplingTraffic } from '../../src';

/** What the shop expects on an ordinary day: those who browse, and those who buy. */
export const TRAFFIC: SamplingTraffic[] = [
  { name: 'browse', requestsPerSecond: 40, request: { httpMethod: 'GET', urlPath: '/prod/products' } },
  { name: 'buy', requestsPerSecond: 3, request: { httpMethod: 'POST', urlPath: '/prod/orders' } },
  { name: 'look after an order', requestsPerSecond: 4, request: { httpMethod: 'GET', urlPath: '/prod/orders/4711' } },
];

/** Which of the requests to the REST API are traced, where a request does not come with a trace. */
export class SamplingStack extends Stack {
  readonly plan: SamplingPlan;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    this.plan = new SamplingPlan(this, 'Api', {
      scope: SamplingScope.service('shop-orders/prod', { serviceType: SamplingServiceType.API_GATEWAY_STAGE }),
      clients: [SamplingClient.AWS_SERVICE],
      namePrefix: 'shop',
      rules: [
        { samplingRuleName: 'buy', httpMethod: 'POST', urlPath: '*/orders', reservoir: 5, fixedRate: 0.5 },
        { samplingRuleName: 'browse', httpMethod: 'GET', urlPath: '*/products', reservoir: 1, fixedRate: 0.02 },
        SamplingRules.catchAll(),
      ],
    });
  }
}
