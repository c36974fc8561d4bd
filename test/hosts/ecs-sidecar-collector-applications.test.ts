import { Aspects, Duration, SecretValue, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancedFargateService } from 'aws-cdk-lib/aws-ecs-patterns';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { addApp, COLLECTORS, containerOf, environmentOf } from './ecs-fixtures';
import { EcsSidecarCollector, TraceCollector } from '../../src';
import { newStack, warningsOf, warningTexts } from '../fixtures';

const NAME = 'xray-collector';
const ADDRESS = 'AWS_XRAY_DAEMON_ADDRESS';
const DEPENDENCY = { ContainerName: NAME, Condition: 'START' };

/** A task with a sidecar. */
function traced(stack: Stack, collector = TraceCollector.xrayDaemon(), task: ecs.TaskDefinition = new ecs.FargateTaskDefinition(stack, 'Task')): ecs.TaskDefinition {
  task.addExtension(new EcsSidecarCollector({ collector }));
  return task;
}

function onBridge(stack: Stack): ecs.TaskDefinition {
  return traced(stack, undefined, new ecs.Ec2TaskDefinition(stack, 'Task'));
}

/** What is said about the containers of the application. */
function findings(stack: Stack): string[] {
  return warningsOf(stack).filter((warning) => !warning.endsWith('daemonInMaintenance'));
}

describe('an address that the user gave', () => {
  test.each(['127.0.0.1:2000', 'localhost:2000', 'tcp:127.0.0.1:2000 udp:127.0.0.1:2000', ' udp:localhost:2000  tcp:127.0.0.1:2000 '])('is kept: %p is right', (value) => {
    const stack = newStack();
    addApp(traced(stack), 'app', { environment: { [ADDRESS]: value } });

    expect(environmentOf(stack)).toEqual({ [ADDRESS]: value, AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR' });
    expect(findings(stack)).toEqual([]);
  });

  test.each(['xray-collector:2000', '127.0.0.1:3000', 'tcp:127.0.0.1:2000 udp:10.0.0.1:2000', 'xray.eu-west-1.amazonaws.com', ''])('is kept, and told: %p', (value) => {
    const stack = newStack();
    addApp(traced(stack), 'app', { environment: { [ADDRESS]: value } });

    expect(environmentOf(stack)[ADDRESS]).toBe(value);
    expect(findings(stack)).toEqual(['/Stack/Task/app daemonAddressConflict']);
    expect(warningTexts(stack).join()).toContain(`container app sends to ${ADDRESS}=${value}, but the collector beside it is reached at 127.0.0.1:2000`);
  });

  test('is kept where it is known at deployment only, and nothing is told', () => {
    const stack = newStack();
    addApp(traced(stack), 'app', { environment: { [ADDRESS]: Token.asString({ Ref: 'Address' }) } });

    expect(environmentOf(stack)[ADDRESS]).toEqual({ Ref: 'Address' });
    expect(findings(stack)).toEqual([]);
  });

  test('is kept where it is a secret, for a variable beside it would be one too many', () => {
    const stack = newStack();
    const secret = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret', { secretStringValue: SecretValue.unsafePlainText('x') }));
    addApp(traced(stack), 'app', { secrets: { [ADDRESS]: secret, AWS_XRAY_CONTEXT_MISSING: secret } });

    expect(containerOf(stack).Environment).toBeUndefined();
    expect(containerOf(stack).Secrets).toHaveLength(2);
    expect(findings(stack)).toEqual([]);
  });

  test('is the link on a bridge, where loopback is wrong', () => {
    const stack = newStack();
    const task = onBridge(stack);
    addApp(task, 'right', { environment: { [ADDRESS]: `${NAME}:2000` } });
    addApp(task, 'wrong', { environment: { [ADDRESS]: '127.0.0.1:2000' } });

    expect(findings(stack)).toEqual(['/Stack/Task/wrong daemonAddressConflict']);
  });

  test('is kept beside another way to miss a context', () => {
    const stack = newStack();
    addApp(traced(stack), 'app', { environment: { AWS_XRAY_CONTEXT_MISSING: 'RUNTIME_ERROR' } });

    expect(environmentOf(stack)).toEqual({ AWS_XRAY_CONTEXT_MISSING: 'RUNTIME_ERROR', [ADDRESS]: '127.0.0.1:2000' });
  });

  test('is told as it is in the end, when an Aspect has changed it', () => {
    const stack = newStack();
    const app = addApp(traced(stack));
    Aspects.of(app).add({ visit: () => app.addEnvironment(ADDRESS, '10.0.0.1:2000') }, { priority: 900 });

    expect(environmentOf(stack)[ADDRESS]).toBe('10.0.0.1:2000');
    expect(findings(stack)).toEqual(['/Stack/Task/app daemonAddressConflict']);
  });
});

describe('what the user said of OTLP', () => {
  test.each([
    'OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
  ])('is all that is said: %s', (name) => {
    const stack = newStack();
    addApp(traced(stack, TraceCollector.openTelemetry()), 'app', { environment: { [name]: 'grpc' } });

    const set = Object.keys(environmentOf(stack)).filter((variable) => variable.startsWith('OTEL_'));
    expect(set).toEqual([name]);
  });

  test('goes with what is said here, where it is about something else', () => {
    const stack = newStack();
    addApp(traced(stack, TraceCollector.openTelemetry()), 'app', { environment: { OTEL_SERVICE_NAME: 'shop' } });

    expect(environmentOf(stack)).toMatchObject({ OTEL_SERVICE_NAME: 'shop', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' });
  });
});

describe('environment files', () => {
  const files = (stack: Stack): ecs.EnvironmentFile[] => [ecs.EnvironmentFile.fromBucket(new s3.Bucket(stack, 'Bucket'), 'app.env')];

  test('may say it all, so nothing is said before them', () => {
    const stack = newStack();
    addApp(traced(stack, TraceCollector.cloudWatchAgent()), 'app', { environmentFiles: files(stack) });

    expect(containerOf(stack).Environment).toBeUndefined();
    expect(containerOf(stack).DependsOn).toEqual([DEPENDENCY]);
    expect(findings(stack)).toEqual([]);
  });

  test('are a finding on a bridge, where the SDKs\' own default is wrong', () => {
    const stack = newStack();
    addApp(onBridge(stack), 'app', { environmentFiles: files(stack) });

    expect(containerOf(stack).Links).toEqual([NAME]);
    expect(findings(stack)).toEqual(['/Stack/Task/app daemonAddressUnknown']);
  });

  test('are none where the address stands beside them', () => {
    const stack = newStack();
    addApp(onBridge(stack), 'app', { environmentFiles: files(stack), environment: { [ADDRESS]: `${NAME}:2000` } });

    expect(findings(stack)).toEqual([]);
  });
});

describe('log routers', () => {
  test('are left alone, whoever adds them', () => {
    const own = newStack();
    traced(own).addFirelensLogRouter('router', { image: ecs.ContainerImage.fromRegistry('fluent'), firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
    const added = newStack();
    addApp(traced(added), 'app', { logging: ecs.LogDrivers.firelens({}) });

    for (const [stack, name] of [[own, 'router'], [added, 'log-router']] as const) {
      expect(containerOf(stack, name)).toHaveProperty('FirelensConfiguration');
      expect(containerOf(stack, name)).not.toHaveProperty('DependsOn');
      expect(containerOf(stack, name)).not.toHaveProperty('Environment');
    }
    expect(containerOf(added).DependsOn).toEqual([DEPENDENCY]);
  });

  test('can be added by the user after the collector', () => {
    const stack = newStack();
    const task = traced(stack);
    addApp(task, 'app', { logging: ecs.LogDrivers.firelens({}) });

    expect(() => task.addFirelensLogRouter('router', {
      image: ecs.ContainerImage.fromRegistry('fluent'), firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    })).not.toThrow();
  });
});

describe('the order of containers', () => {
  test('is left as the user gave it', () => {
    const stack = newStack();
    const task = traced(stack);
    const container = task.findContainer(NAME);
    const app = addApp(task);
    app.addContainerDependencies({ container: container ?? app, condition: ecs.ContainerDependencyCondition.HEALTHY });

    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: 'HEALTHY' }]);
  });

  test.each([[false], [true]])('has no circle: the collector may wait for a container, through another one %p', (through) => {
    const stack = newStack();
    const task = traced(stack, undefined, new ecs.Ec2TaskDefinition(stack, 'Task'));
    const first = addApp(task, 'first');
    const second = addApp(task, 'second');
    addApp(task, 'third').addContainerDependencies({ container: first });
    task.findContainer(NAME)?.addContainerDependencies({ container: through ? second : first });
    second.addContainerDependencies({ container: first });
    first.addContainerDependencies({ container: first });

    expect(containerOf(stack, 'first').DependsOn).toHaveLength(1);
    expect(containerOf(stack, 'first')).not.toHaveProperty('Links');
    expect(containerOf(stack, 'first')).not.toHaveProperty('Environment');
    expect(containerOf(stack, 'second').DependsOn).toHaveLength(through ? 1 : 2);
    expect(containerOf(stack, 'third').DependsOn).toHaveLength(2);
  });

  test('has each container once, with links and dependencies that the user gave', () => {
    const stack = newStack();
    const task = onBridge(stack);
    const other = addApp(task, 'other');
    const app = addApp(task);
    app.addLink(other);
    app.addLink(task.findContainer(NAME) ?? other);
    app.addContainerDependencies({ container: other, condition: ecs.ContainerDependencyCondition.START });

    expect(containerOf(stack).Links).toEqual(['other', NAME]);
    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: 'other', Condition: 'START' }, DEPENDENCY]);
  });

  test('has the name of the link also where the user linked by another one', () => {
    const stack = newStack();
    const task = onBridge(stack);
    const app = addApp(task);
    app.addLink(task.findContainer(NAME) ?? app, 'tracing');

    expect(containerOf(stack).Links).toEqual([`${NAME}:tracing`, NAME]);
  });

  test('reaches a container on a bridge that stands elsewhere, and keeps its environment', () => {
    const stack = newStack();
    const taskDefinition = onBridge(stack);
    const options = { taskDefinition, image: ecs.ContainerImage.fromRegistry('example/shop'), memoryReservationMiB: 128 };
    new ecs.ContainerDefinition(stack, 'app', { ...options, environment: { TABLE: Token.asString({ Ref: 'Table' }), STAGE: 'test' } });
    addApp(taskDefinition, 'web', { environment: { STAGE: 'test' } });

    expect(environmentOf(stack)).toEqual({
      TABLE: { Ref: 'Table' }, STAGE: 'test', [ADDRESS]: `${NAME}:2000`, AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    });
    expect(environmentOf(stack, 'web')).toEqual({ STAGE: 'test', [ADDRESS]: `${NAME}:2000`, AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR' });
    expect(containerOf(stack)).toMatchObject({ Links: [NAME], DependsOn: [DEPENDENCY] });
    expect(findings(stack)).toEqual([]);
  });
});

describe('OpenTelemetry', () => {
  const signs: [string, Record<string, string>][] = [
    ['OTEL_SERVICE_NAME', { OTEL_SERVICE_NAME: 'shop' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4317' }],
    ['OTEL_TRACES_EXPORTER', { OTEL_TRACES_EXPORTER: 'otlp' }],
    ['JAVA_TOOL_OPTIONS', { JAVA_TOOL_OPTIONS: '-Xmx1g -javaagent:/opt/aws-opentelemetry-agent.jar' }],
    ['NODE_OPTIONS', { NODE_OPTIONS: '--max-old-space-size=512 --require @opentelemetry/auto-instrumentations-node/register' }],
    ['NODE_OPTIONS', { NODE_OPTIONS: '--import=@aws/aws-distro-opentelemetry-node-autoinstrumentation/register' }],
  ];

  test.each(signs)('beside the daemon is told by %s', (sign, environment) => {
    const stack = newStack();
    addApp(traced(stack), 'app', { environment });

    expect(findings(stack)).toEqual(['/Stack/Task/app openTelemetryBesideDaemon']);
    expect(warningTexts(stack).join()).toContain(`container app uses OpenTelemetry (${sign})`);
  });

  test.each([
    ['that is off', { OTEL_SDK_DISABLED: 'true', OTEL_SERVICE_NAME: 'shop' }],
    ['that exports nothing', { OTEL_TRACES_EXPORTER: 'none' }],
    ['that sends to somewhere else', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://xray.eu-west-1.amazonaws.com/v1/traces' }],
    ['that sends to where it is told at deployment', { OTEL_EXPORTER_OTLP_ENDPOINT: Token.asString({ Ref: 'Endpoint' }) }],
    ['that is none', { JAVA_TOOL_OPTIONS: '-javaagent:/opt/xray-agent.jar', NODE_OPTIONS: '--enable-source-maps', HOTEL: 'yes' }],
    ['in options that are known at deployment only', { JAVA_TOOL_OPTIONS: Token.asString({ Ref: 'Options' }) }],
  ])('%s is not told', (_what, environment) => {
    const stack = newStack();
    addApp(traced(stack), 'app', { environment });

    expect(findings(stack)).toEqual([]);
  });

  test.each(COLLECTORS.filter(({ takesOtlp }) => takesOtlp))('is what the $title is for', ({ collector }) => {
    const stack = newStack();
    const task = traced(stack, collector(), new ecs.FargateTaskDefinition(stack, 'Task', { memoryLimitMiB: 1024 }));
    signs.forEach(([, environment], index) => addApp(task, `app${index}`, { environment }));

    expect(findings(stack)).toEqual([]);
  });
});

test('a load balancer still talks to the application, whatever was added first', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  traced(stack, TraceCollector.openTelemetry(), taskDefinition);
  addApp(taskDefinition, 'app', { portMappings: [{ containerPort: 8080 }] });
  new ApplicationLoadBalancedFargateService(stack, 'Service', { vpc: new ec2.Vpc(stack, 'Vpc'), taskDefinition });

  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
    LoadBalancers: [Match.objectLike({ ContainerName: 'app', ContainerPort: 8080 })],
  });
});

test('a container that must end before the application begins comes after the collector as well', () => {
  const stack = newStack();
  const task = traced(stack, TraceCollector.openTelemetry());
  const migration = addApp(task, 'migration', { essential: false });
  addApp(task, 'app', { healthCheck: { command: ['CMD', '/ok'], interval: Duration.seconds(5) } })
    .addContainerDependencies({ container: migration, condition: ecs.ContainerDependencyCondition.SUCCESS });

  expect(containerOf(stack, 'migration').DependsOn).toEqual([{ ContainerName: NAME, Condition: 'HEALTHY' }]);
  expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: 'migration', Condition: 'SUCCESS' }, { ContainerName: NAME, Condition: 'HEALTHY' }]);
});
