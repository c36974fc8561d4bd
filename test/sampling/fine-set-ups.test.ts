import { Aws, CfnCondition, CfnParameter, Duration, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { addHandWritten, addRule, ENV } from './rules';
import {
  DefaultSamplingRule, EcsSidecarCollector, PlannedSamplingRule, SamplingBudget, SamplingClient, SamplingPlan, SamplingPlanProps, SamplingRule,
  SamplingRules, SamplingScope, SamplingServiceType, TraceCollector, XRayTracing,
} from '../../src';
import { newApp, newFunction, newStack, warningsOf } from '../fixtures';

const { AWS_SERVICE, OPENTELEMETRY, XRAY_SDK } = SamplingClient;
const REST = SamplingRules.catchAll();

function plan(stack: Stack, id: string, props: Partial<SamplingPlanProps> = {}): SamplingPlan {
  return new SamplingPlan(stack, id, { scope: SamplingScope.service(id.toLowerCase()), rules: [SamplingRules.healthChecks(), REST], ...props });
}

function oneFor(clients: SamplingClient[], rule: Partial<PlannedSamplingRule>): (stack: Stack) => void {
  return (stack) => {
    plan(stack, 'Shop', { clients, rules: [{ samplingRuleName: 'one', fixedRate: 1, ...rule }, REST] });
  };
}

/** A task of which the container has some environment. */
function task(environment: Record<string, string>, collector = TraceCollector.openTelemetry()): (stack: Stack) => void {
  return (stack) => {
    plan(stack, 'Shop', { scope: SamplingScope.service('shop', { serviceType: SamplingServiceType.ECS_CONTAINER }) });
    const definition = new FargateTaskDefinition(stack, 'Task', { memoryLimitMiB: 1024 });
    definition.addExtension(new EcsSidecarCollector({ collector }));
    definition.addContainer('App', { image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4.66'), environment });
    new FargateService(stack, 'Service', { cluster: new Cluster(stack, 'Cluster'), taskDefinition: definition, minHealthyPercent: 100 });
  };
}

const FINE: Record<string, (stack: Stack) => void> = {
  'plans of several services': (stack) => ['Orders', 'Payments', 'Search'].forEach((id) => plan(stack, id)),
  'a plan of the account behind those of services': (stack) => {
    plan(stack, 'Orders');
    plan(stack, 'Account', { scope: SamplingScope.account(), rules: [REST] });
  },
  'all presets in their usual order': (stack) => {
    const budget = SamplingBudget.tracesPerMonth(100_000, { requestsPerSecond: 10 });
    plan(stack, 'Shop', { rules: [SamplingRules.healthChecks(), SamplingRules.healthChecks({ samplingRuleName: 'ping', urlPath: '/ping' }), SamplingRules.withinBudget(budget)] });
  },
  'everything in development': (stack) => {
    plan(stack, 'Shop', { rules: [SamplingRules.healthChecks(), SamplingRules.everything()] });
  },
  'rates of 1 everywhere': (stack) => {
    plan(stack, 'Shop', { rules: ['GET', 'POST', '*'].map((httpMethod, index) => ({ samplingRuleName: `r${index}`, httpMethod, fixedRate: 1, reservoir: 100 })) });
  },
  '25 rules': (stack) => {
    plan(stack, 'Shop', { rules: Array.from({ length: 25 }, (_, index) => ({ samplingRuleName: `r${index}`, urlPath: `/r${index}/*`, fixedRate: 0.1 })) });
  },
  'attributes for OpenTelemetry': oneFor([OPENTELEMETRY], { attributes: { tenant: 'gold' } }),
  'attributes for whoever it may be': (stack) => {
    plan(stack, 'Shop', { rules: [{ samplingRuleName: 'gold', attributes: { tenant: 'gold' }, fixedRate: 1 }, REST] });
  },
  'headers and ARNs for API Gateway': oneFor([AWS_SERVICE], { attributes: { 'x-debug': '1' }, resourceArn: 'arn:aws:apigateway:*::/restapis/*/stages/prod' }),
  'a boost': oneFor([OPENTELEMETRY], { urlPath: '/buy', fixedRate: 0.05, samplingRateBoost: { maxRate: 0.5, cooldown: Duration.minutes(5) } }),
  'both spellings of a stage\'s type': (stack) => {
    const rules = ['AWS::ApiGateway::Stage', 'AWS::APIGateway::Stage'].map((serviceType, index) => ({ samplingRuleName: `r${index}`, serviceType, fixedRate: 1 }));
    plan(stack, 'Api', { clients: [AWS_SERVICE], rules });
  },
  'types with wildcards': oneFor([XRAY_SDK], { serviceType: 'AWS::E?S::*' }),
  'a type of a plugin of one\'s own': oneFor([XRAY_SDK], { serviceType: 'Mine::Service' }),
  'functions with names like services': (stack) => {
    newFunction(stack, 'Function', { functionName: 'orders-worker' });
    plan(stack, 'Orders');
  },
  'a function in which OpenTelemetry decides': (stack) => {
    newFunction(stack, 'Function', { functionName: 'orders' });
    plan(stack, 'Orders', { clients: [OPENTELEMETRY] });
  },
  'the Default rule beside a plan': (stack) => {
    plan(stack, 'Orders', { defaultRule: new DefaultSamplingRule(stack, 'Default', { fixedRate: 0.01, reservoir: 1 }) });
  },
  'imported rules': (stack) => {
    SamplingRule.fromSamplingRuleName(stack, 'Imported', 'orders');
    addRule(stack, 'orders', { serviceName: 'orders' });
  },
  'parameters for everything': (stack) => {
    const text = new CfnParameter(stack, 'Text').valueAsString;
    const count = new CfnParameter(stack, 'Count', { type: 'Number' }).valueAsNumber;
    addRule(stack, 'a', { serviceName: text, serviceType: text, urlPath: text, attributes: { key: text }, priority: count, fixedRate: count, reservoir: count });
    addRule(stack, 'b', { samplingRuleName: text, serviceName: text, priority: count });
    addRule(stack, 'c', { priority: 1, urlPath: text });
  },
  'one rule or the other': (stack) => {
    const isEurope = new CfnCondition(stack, 'IsEurope', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    const isElsewhere = new CfnCondition(stack, 'IsElsewhere', { expression: Fn.conditionNot(isEurope) });
    addHandWritten(stack, 'a', { ruleName: 'one' }).cfnOptions.condition = isEurope;
    addHandWritten(stack, 'b', { ruleName: 'one' }).cfnOptions.condition = isElsewhere;
  },
  'hand-written rules as teams have them': (stack) => {
    addHandWritten(stack, 'health', { priority: 1000, urlPath: '/health*', fixedRate: 0 });
    addHandWritten(stack, 'api', { priority: 1000, urlPath: '/api/*', fixedRate: 0.1 });
    addHandWritten(stack, 'base', { priority: 9000, fixedRate: 0.05, reservoirSize: 1 });
  },
  'a container that asks for rules': task({ OTEL_TRACES_SAMPLER: 'xray', OTEL_SERVICE_NAME: 'shop' }),
  'a container whose sampler is known at deployment': task({ OTEL_TRACES_SAMPLER: Fn.importValue('Sampler') }),
  'a container without a sign of OpenTelemetry': task({ LOG_LEVEL: 'info' }),
  'a container of another service': task({ OTEL_SERVICE_NAME: 'depot', OTEL_TRACES_SAMPLER: 'always_on' }),
};

test.each(Object.entries(FINE))('Nothing is said about %s', (_title, arrange) => {
  const stack = newStack();
  XRayTracing.of(stack).enable();
  arrange(stack);

  expect(warningsOf(stack)).toEqual([]);
});

test.each([
  ['accounts', { account: '222233334444', region: ENV.region }, 'orders'],
  ['Regions', { account: ENV.account, region: 'eu-west-1' }, 'orders'],
  ['services', ENV, 'orders-prod'],
])('Nothing is said about two stages of one app with different %s', (_title, env, service) => {
  const app = newApp();
  const stacks = [['Dev', ENV, 'orders'] as const, ['Prod', env, service] as const].map(([id, place, name]) => {
    const stack = newStack(new Stage(app, id, { env: place }));
    plan(stack, 'Orders', { scope: SamplingScope.service(name) });
    return stack;
  });

  expect(stacks.flatMap(warningsOf)).toEqual([]);
});
