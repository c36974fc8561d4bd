import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CollectorImage, EcsSidecarCollector, TraceCollector } from '../../src';
import { newStack, warningsOf } from '../fixtures';
import { addApp, containerOf, environmentOf, TASKS } from './ecs-fixtures';

const NAME = 'xray-collector';

describe('The container of a collector', () => {
  test.each(TASKS)('is started again after it ended, where every agent of Amazon ECS knows how: $title', ({ title, task }) => {
    const stack = newStack();
    task(stack).addExtension(new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon() }));

    expect(containerOf(stack, NAME).RestartPolicy).toEqual(title === 'Fargate' ? { Enabled: true, RestartAttemptPeriod: 60 } : undefined);
  });

  test('is not started again on Windows, where Fargate can\'t', () => {
    const stack = newStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task', {
      cpu: 1024, memoryLimitMiB: 2048, runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
    });
    const image = CollectorImage.fromRegistry('registry.example.com/agent:1.2.3-windows');
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent({ image }) }));

    expect(containerOf(stack, NAME)).not.toHaveProperty('RestartPolicy');
  });
});

describe('A configuration of the user\'s own', () => {
  const withHealth = (endpoint: string): string => `
extensions: { health_check: { endpoint: "${endpoint}" } }
receivers: { otlp: { protocols: { grpc: { endpoint: "0.0.0.0:5000" } } } }
exporters: { awsxray: {} }
service: { extensions: [health_check], pipelines: { traces: { receivers: [otlp], exporters: [awsxray] } } }`;

  test.each([
    ['127.0.0.1:9999', ['CMD', '/healthcheck', '-port', '9999'], 'HEALTHY'],
    ['10.0.0.1:13133', undefined, 'START'],
  ])('with its health at %s never keeps the application from its start', (endpoint, command, condition) => {
    const stack = newStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    addApp(task);
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry({ configuration: withHealth(endpoint) }) }));

    expect(containerOf(stack, NAME).HealthCheck).toEqual(command && expect.objectContaining({ Command: command }));
    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: condition }]);
  });

  test('that takes neither segments nor OTLP over HTTP has applications told of neither', () => {
    const stack = newStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    addApp(task, 'app', { environment: { OTEL_SERVICE_NAME: 'shop' } });
    addApp(task, 'other', { environment: { AWS_XRAY_DAEMON_ADDRESS: 'tracing.internal:2000' } });
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry({ configuration: withHealth('0.0.0.0:13133') }) }));

    expect(Object.keys(environmentOf(stack)).sort()).toEqual(['AWS_XRAY_CONTEXT_MISSING', 'OTEL_SERVICE_NAME']);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('that listens on loopback is reported on a bridge, where others could not reach it', () => {
    const stack = newStack();
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    addApp(task);
    const configuration = withHealth('127.0.0.1:13133').replace('0.0.0.0:5000', '127.0.0.1:4317');
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry({ configuration }) }));

    expect(warningsOf(stack)).toEqual(['/Stack/Task/XRayCollector daemonUnreachable']);
  });
});
