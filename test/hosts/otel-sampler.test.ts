import { Aws, CfnCondition, Fn, Stack, Token, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { addApp } from './ecs-fixtures';
import { EcsSidecarCollector, SamplingClient, SamplingRuleProps, SamplingServiceType, TraceCollector } from '../../src';
import { newApp, newStack, warningTexts } from '../fixtures';
import { addHandWritten, addRule, idsIn } from '../sampling/rules';

const PARAMETER = Token.asString({ Ref: 'Parameter' });
const FINDING = 'samplerNotXRay';
const OTEL = { OTEL_SERVICE_NAME: 'shop' };

function addTask(
  stack: Stack, options: Partial<ecs.ContainerDefinitionOptions>, collector = TraceCollector.cloudWatchAgent(),
): ecs.ContainerDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task', { memoryLimitMiB: 1024 });
  task.addExtension(new EcsSidecarCollector({ collector }));
  return addApp(task, 'app', options);
}

/** What is said of a container of OpenTelemetry beside a rule. */
function findingsOf(environment: Record<string, string>, rule: Partial<SamplingRuleProps> = {}, collector?: TraceCollector): string[] {
  const stack = newStack();
  addTask(stack, { environment }, collector);
  addRule(stack, 'Rule', rule);
  return idsIn(stack).filter((id) => id === FINDING);
}

describe('A container of OpenTelemetry beside sampling rules', () => {
  test.each([
    ['no sampler', OTEL, 'does not set OTEL_TRACES_SAMPLER'],
    ['an empty name, which is none', { ...OTEL, OTEL_TRACES_SAMPLER: '' }, 'does not set OTEL_TRACES_SAMPLER'],
    ['another sampler', { OTEL_TRACES_SAMPLER: 'always_on' }, 'sets OTEL_TRACES_SAMPLER=always_on'],
    ['a sampler beside Application Signals', { OTEL_AWS_APPLICATION_SIGNALS_ENABLED: 'true', OTEL_TRACES_SAMPLER: 'traceidratio' }, 'sets OTEL_TRACES_SAMPLER=traceidratio'],
    ['an agent of Java', { JAVA_TOOL_OPTIONS: '-javaagent:/opt/aws-opentelemetry-agent.jar' }, 'does not set OTEL_TRACES_SAMPLER'],
  ])('is told with %s', (_title, environment, text) => {
    const stack = newStack();
    addRule(stack, 'Rule');
    addTask(stack, { environment });

    expect(idsIn(stack)).toEqual([FINDING]);
    expect(warningTexts(stack).join()).toContain(`container app uses OpenTelemetry and ${text}, so it does not ask for the sampling rules that this app has`);
  });

  test.each([
    ['xray', { ...OTEL, OTEL_TRACES_SAMPLER: 'xray' }],
    ['parentbased_xray', { ...OTEL, OTEL_TRACES_SAMPLER: 'parentbased_xray' }],
    ['one that is known at deployment', { ...OTEL, OTEL_TRACES_SAMPLER: PARAMETER }],
    ['that of Application Signals', { ...OTEL, OTEL_AWS_APPLICATION_SIGNALS_ENABLED: 'true' }],
    ['one of a file of its configuration', { ...OTEL, OTEL_JAVAAGENT_CONFIGURATION_FILE: '/etc/otel.properties' }],
    ['one of a system property', { JAVA_TOOL_OPTIONS: '-javaagent:/opt/opentelemetry.jar -Dotel.traces.sampler=xray' }],
    ['none, for it exports nothing', { ...OTEL, OTEL_TRACES_EXPORTER: 'none' }],
    ['none, for it is off', { ...OTEL, OTEL_SDK_DISABLED: 'true' }],
    ['none, for it sends elsewhere', { ...OTEL, OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example.com' }],
    ['none, and nothing of OpenTelemetry but what this library sets', { PORT: '80' }],
  ])('is fine with the sampler %s', (_title, environment) => {
    expect(findingsOf(environment)).toEqual([]);
  });

  test('is fine with a sampler in a secret or in files', () => {
    const stack = newStack();
    const secret = Secret.fromSecretNameV2(stack, 'Secret', 'sampler');
    addTask(stack, { environment: OTEL, secrets: { OTEL_TRACES_SAMPLER: ecs.Secret.fromSecretsManager(secret) } });
    addRule(stack, 'Rule');
    expect(idsIn(stack)).toEqual([]);

    const other = newStack();
    addTask(other, { environment: OTEL, environmentFiles: [ecs.EnvironmentFile.fromBucket(Bucket.fromBucketName(other, 'Bucket', 'settings'), 'app.env')] });
    addRule(other, 'Rule');
    expect(idsIn(other)).toEqual([]);
  });

  test.each<[string, Partial<SamplingRuleProps>, boolean]>([
    ['for it by type', { serviceType: SamplingServiceType.ECS_CONTAINER }, true],
    ['for it by name', { serviceName: 'SH*' }, true],
    ['on attributes, which OpenTelemetry obeys', { attributes: { tier: 'gold' } }, true],
    ['for OpenTelemetry among others', { clients: [SamplingClient.XRAY_SDK, SamplingClient.OPENTELEMETRY] }, true],
    ['for something else by type', { serviceType: SamplingServiceType.API_GATEWAY_STAGE }, false],
    ['for another service', { serviceName: 'depot' }, false],
    ['for others', { clients: [SamplingClient.XRAY_SDK] }, false],
    ['for a type that is not known', { serviceType: PARAMETER }, false],
    ['for a service that is not known', { serviceName: PARAMETER }, false],
  ])('goes by a rule %s: %s', (_title, rule, isTold) => {
    expect(findingsOf(OTEL, rule)).toEqual(isTold ? [FINDING] : []);
  });

  test('is not asked for rules by a daemon, which takes nothing from OpenTelemetry', () => {
    expect(findingsOf(OTEL, {}, TraceCollector.xrayDaemon())).toEqual([]);
  });

  test('is fine without rules, beside those of another place and beside one that a condition may leave out', () => {
    const app = newApp();
    const stack = newStack(app, 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
    addTask(stack, { environment: OTEL });
    addRule(newStack(app, 'Rules', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Rule');
    addHandWritten(stack, 'Conditional').cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'x') });

    expect(idsIn(stack)).toEqual([]);
  });

  test('is told beside a rule of another stack in the same place, also one that is written by hand', () => {
    const app = newApp();
    const env = { account: '111122223333', region: 'eu-central-1' };
    const stack = newStack(app, 'Stack', { env });
    addTask(stack, { environment: OTEL });
    addHandWritten(newStack(app, 'Rules', { env }), 'Rule');

    expect(idsIn(stack)).toEqual([FINDING]);
  });

  test('is quiet once that is acknowledged', () => {
    const stack = newStack();
    const container = addTask(stack, { environment: OTEL });
    addRule(stack, 'Rule');
    Validations.of(container).acknowledge({ id: `cdk-xray:${FINDING}`, reason: 'its code sets the sampler' });

    expect(idsIn(stack)).toEqual([]);
  });
});
