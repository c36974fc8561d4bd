import { CfnParameter, CfnResource, Fn, Lazy, Stack, Token, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { addHandWritten, addRule, findingsOf, idsIn } from './rules';
import { EcsSidecarCollector, SamplingClient, SamplingServiceType, TraceCollector, XRayTracing } from '../../src';
import { noteRule } from '../../src/sampling/private/rules/planned-rules';
import { newApp, newStack, warningsOf, warningTexts } from '../fixtures';

const PARAMETER = Token.asString({ Ref: 'Parameter' });
const GROUP = 'arn:aws:xray:eu-central-1:111122223333:group/shop/ABC';

describe('A rule on an outcome', () => {
  test.each(['error', 'Fault', 'throttle', 'status', 'http.status', 'http.status_code', 'HTTP.Response.status_code', 'response', 'exception.type'])('%s is told', (key) => {
    expect(findingsOf({ attributes: { [key]: '*' } })).toEqual(['samplingRuleOnOutcome']);
  });

  test.each(['http.method', 'x-debug', 'error-budget-tier', 'user.status', 'responsible'])('is not one on %s', (key) => {
    expect(findingsOf({ attributes: { [key]: '*' } })).toEqual([]);
  });

  test('is told whatever its value, and not where its keys are not known', () => {
    expect(findingsOf({ attributes: { error: PARAMETER } })).toEqual(['samplingRuleOnOutcome']);
    const stack = newStack();
    addHandWritten(stack, 'Rule', { attributes: Lazy.any({ produce: () => ({ Ref: 'Parameter' }) }) });
    XRayTracing.of(stack).enable();

    expect(idsIn(stack)).toEqual([]);
  });

  test('says which keys it looks for', () => {
    const stack = newStack();
    addRule(stack, 'Rule', { attributes: { 'error': 'true', 'http.status': '5*', 'x-debug': '1' } });

    expect(warningTexts(stack).join()).toContain('it looks for "error", "http.status", which is not known yet');
  });
});

describe('A service type', () => {
  test.each([
    ['AWS::Lambda', 'AWS::Lambda::Function'],
    ['AWS::ECS::Service', 'AWS::ECS::Container'],
    ['aws::apigateway', 'AWS::ApiGateway::Stage'],
    ['AWS::EC2::*Group', 'AWS::EC2::Instance'],
    ['AWS::DynamoDB::Table', 'a constant of SamplingServiceType'],
  ])('%s that nobody sends is told, and what was meant', (serviceType, meant) => {
    const stack = newStack();
    addRule(stack, 'Rule', { serviceType });

    expect(warningsOf(stack)).toEqual(['/Stack/Rule/Resource unknownServiceType']);
    expect(warningTexts(stack).join()).toContain(meant);
  });

  test.each([
    SamplingServiceType.EKS_CONTAINER, 'AWS::APIGateway::Stage', 'aws::ecs::container', 'AWS::*', '*', 'AWS::E?S::Container', 'AWS::AppMesh::Proxy', 'AWS::SNS::Topic',
    'MyPlatform::Worker', PARAMETER,
  ])('%s is fine', (serviceType) => {
    expect(findingsOf({ serviceType })).toEqual([]);
  });
});

describe('The ARN of a group', () => {
  test.each([GROUP, 'arn:*:xray:*:*:group/*', 'arn:aws:xray:*:*:group/shop*'])('%s is told', (resourceArn) => {
    expect(findingsOf({ resourceArn })).toEqual(['samplingRuleOnGroup']);
  });

  test('is told where it is put together or refers to a group of the app', () => {
    const stack = newStack();
    const group = new CfnGroup(stack, 'Group', { groupName: 'shop' });
    addRule(stack, 'Composed', { priority: 1, resourceArn: stack.formatArn({ service: 'xray', resource: 'group', resourceName: 'shop/*' }) });
    addRule(stack, 'Referring', { priority: 2, resourceArn: group.attrGroupArn });
    addHandWritten(stack, 'HandWritten', { priority: 3, resourceArn: group.ref });

    expect(warningsOf(stack).sort()).toEqual([
      '/Stack/Composed/Resource samplingRuleOnGroup', '/Stack/HandWritten samplingRuleOnGroup', '/Stack/Referring/Resource samplingRuleOnGroup',
    ]);
  });

  test.each(['arn:aws:ecs:*:*:container/*', '*', 'arn:*', PARAMETER, Fn.join('', ['arn:aws:xray:', PARAMETER, ':111122223333:group/x'])])('is not %s', (resourceArn) => {
    expect(findingsOf({ resourceArn })).toEqual([]);
  });
});

describe('A rule that the X-Ray SDKs ignore', () => {
  const ignored = { attributes: { 'x-debug': '1' } };

  test('is told where they are among its clients', () => {
    expect(findingsOf({ ...ignored, clients: [SamplingClient.XRAY_SDK] })).toEqual(['samplingRuleIgnored']);
    expect(findingsOf({ ...ignored, clients: [SamplingClient.XRAY_SDK_NODEJS] })).toEqual(['samplingRuleIgnored']);
    expect(findingsOf({ resourceArn: 'arn:aws:ecs:*', clients: [SamplingClient.OPENTELEMETRY, SamplingClient.XRAY_SDK] })).toEqual(['samplingRuleIgnored']);
  });

  test('is not told where others decide, or where it has nothing that they ignore', () => {
    expect(findingsOf({ ...ignored, clients: [SamplingClient.OPENTELEMETRY, SamplingClient.AWS_SERVICE] })).toEqual([]);
    expect(findingsOf({ resourceArn: '*', clients: [SamplingClient.XRAY_SDK] })).toEqual([]);
    expect(findingsOf({ resourceArn: PARAMETER, clients: [SamplingClient.XRAY_SDK] })).toEqual([]);
  });

  test('is not told of a rule for a service of AWS in a plan for both', () => {
    const clients = [SamplingClient.XRAY_SDK, SamplingClient.AWS_SERVICE];

    expect(findingsOf({ ...ignored, clients, serviceType: SamplingServiceType.API_GATEWAY_STAGE })).toEqual([]);
    expect(findingsOf({ ...ignored, clients, serviceType: PARAMETER })).toEqual([]);
    expect(findingsOf({ ...ignored, clients, serviceType: SamplingServiceType.ECS_CONTAINER })).toEqual(['samplingRuleIgnored']);
  });

  describe('where nobody said who decides', () => {
    const withCollectors = (...collectors: TraceCollector[]) => (stack: Stack): void => collectors.forEach((collector, index) => {
      const task = new ecs.FargateTaskDefinition(stack, `Task${index}`, { memoryLimitMiB: 1024 });
      task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('example/shop') });
      task.addExtension(new EcsSidecarCollector({ collector }));
    });

    test('is told beside collectors that take nothing else', () => {
      const daemon = withCollectors(TraceCollector.xrayDaemon());

      expect(findingsOf(ignored, daemon)).toEqual(['samplingRuleIgnored']);
      expect(findingsOf({ ...ignored, serviceType: 'AWS::ECS::*' }, daemon)).toEqual(['samplingRuleIgnored']);
      expect(findingsOf({ ...ignored, serviceType: SamplingServiceType.API_GATEWAY_STAGE }, daemon)).toEqual([]);
      expect(findingsOf({}, daemon)).toEqual([]);
    });

    test('is not told without a collector, or beside one that takes OpenTelemetry', () => {
      expect(findingsOf(ignored)).toEqual([]);
      expect(findingsOf(ignored, withCollectors(TraceCollector.cloudWatchAgent()))).toEqual([]);
      expect(findingsOf(ignored, withCollectors(TraceCollector.xrayDaemon(), TraceCollector.cloudWatchAgent()))).toEqual([]);
    });
  });
});

describe('A priority', () => {
  test.each([[99, true], [100, false], [200, false], [201, true], [Token.asNumber({ Ref: 'Parameter' }), false]])('%s is outside of 100 to 200: %s', (priority, isOutside) => {
    const stack = newStack();
    const { node: { defaultChild } } = addRule(stack, 'Rule', { priority });
    if (CfnResource.isCfnResource(defaultChild)) {
      noteRule(defaultChild, { band: { first: 100, last: 200 } });
    }

    expect(idsIn(stack)).toEqual(isOutside ? ['priorityOutsideBand'] : []);
  });
});

describe('Findings of a rule', () => {
  test('are gone once they are acknowledged on the rule', () => {
    const stack = newStack();
    const rule = addRule(stack, 'Rule', { serviceType: 'AWS::Lambda', attributes: { error: '*' } });
    Validations.of(rule).acknowledge({ id: 'cdk-xray:unknownServiceType', reason: 'tested by hand' });

    expect(idsIn(stack)).toEqual(['samplingRuleOnOutcome']);
  });

  test('are gone once they are acknowledged on a resource that is written by hand', () => {
    const stack = newStack();
    const rule = addHandWritten(stack, 'Rule', { serviceType: 'AWS::Lambda', attributes: { error: '*' } });
    Validations.of(rule).acknowledge({ id: 'cdk-xray:unknownServiceType', reason: 'tested by hand' });
    XRayTracing.of(stack).enable();

    expect(idsIn(stack)).toEqual(['samplingRuleOnOutcome']);
  });

  test('are said once, also beside enable() and in a second synthesis', () => {
    const app = newApp();
    const stack = newStack(app);
    addRule(stack, 'Rule', { serviceType: 'AWS::Lambda' });
    XRayTracing.of(app).enable();
    XRayTracing.of(stack).enable();
    app.synth();

    expect(app.synth({ force: true }).getStackByName('Stack').messages).toHaveLength(1);
  });

  test('are there for what is written by hand, as a typed resource or as any', () => {
    const stack = newStack();
    addHandWritten(stack, 'Typed', { serviceType: 'AWS::Lambda', priority: 1 });
    new CfnResource(stack, 'Untyped', {
      type: 'AWS::XRay::SamplingRule',
      properties: { SamplingRule: { RuleName: 'untyped', Priority: 2, ServiceType: 'AWS::ECS::Service', ResourceARN: GROUP, Attributes: { error: '*' } } },
    });
    XRayTracing.of(stack).enable();

    expect(warningsOf(stack).sort()).toEqual([
      '/Stack/Typed unknownServiceType', '/Stack/Untyped samplingRuleOnGroup', '/Stack/Untyped samplingRuleOnOutcome', '/Stack/Untyped unknownServiceType',
    ]);
  });

  test('are not there for a rule that is decided at deployment', () => {
    const stack = newStack();
    new CfnParameter(stack, 'Parameter');
    addHandWritten(stack, 'Rule', { ruleName: PARAMETER, serviceType: PARAMETER, attributes: { tier: PARAMETER }, priority: Token.asNumber({ Ref: 'Parameter' }) });
    new CfnResource(stack, 'Whole', { type: 'AWS::XRay::SamplingRule', properties: { SamplingRule: { Ref: 'Parameter' } } });
    XRayTracing.of(stack).enable();

    expect(idsIn(stack)).toEqual([]);
  });
});

test('The type AWS::Lambda is told in one finding, with what is true of Lambda', () => {
  const stack = newStack();
  addRule(stack, 'Rule', { serviceType: 'AWS::Lambda' });

  expect(warningTexts(stack)).toEqual([expect.stringContaining('Lambda\'s own sampling can\'t be configured')]);
});
