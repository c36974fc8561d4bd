import { Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CollectorImage, EcsSidecarCollector, EcsSidecarCollectorProps, TraceCollector, TraceEndpoints, TraceHost } from '../../src';
import { closedRole, newApp, newStack, resourcesOf, SAMPLING_ACTIONS, warningsOf, warningTexts, xrayPolicy } from '../fixtures';
import { addApp, COLLECTORS, containerOf, containersOf, environmentOf, TASKS } from './ecs-fixtures';

const NAME = 'xray-collector';

function daemon(props: Partial<EcsSidecarCollectorProps> = {}): EcsSidecarCollector {
  return new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon(), ...props });
}

function fargate(stack: Stack, props: ecs.FargateTaskDefinitionProps = {}): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(stack, 'Task', props);
}

describe.each(TASKS)('EcsSidecarCollector in a task of $title', ({ bridge, host, task }) => {
  test.each(COLLECTORS)('gives the application the same variables of the X-Ray SDKs with the $title', ({ collector, takesOtlp, condition }) => {
    const stack = newStack();
    const definition = task(stack);
    definition.addExtension(new EcsSidecarCollector({ collector: collector() }));
    addApp(definition);

    const address = bridge ? NAME : '127.0.0.1';
    const { AWS_REGION: region, ...environment } = environmentOf(stack);
    expect([undefined, { Ref: 'AWS::Region' }]).toContainEqual(region);
    expect(environment).toEqual({
      AWS_XRAY_DAEMON_ADDRESS: `${address}:2000`,
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      ...takesOtlp && { OTEL_EXPORTER_OTLP_ENDPOINT: `http://${address}:4318`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' },
    });
    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: host ? 'START' : condition }]);
    expect(containerOf(stack).Links).toEqual(bridge ? [NAME] : undefined);
  });

  test.each(COLLECTORS)('runs the $title so that it takes nothing from the application', ({ collector, reservation }) => {
    const stack = newStack();
    const definition = task(stack);
    definition.addExtension(new EcsSidecarCollector({ collector: collector() }));
    addApp(definition);

    const sidecar = containerOf(stack, NAME);
    expect(sidecar).toMatchObject({
      Image: collector()._facts().image._reference(),
      Essential: false,
      MemoryReservation: reservation,
      ReadonlyRootFilesystem: true,
      StopTimeout: 30,
    });
    for (const absent of ['Cpu', 'Memory', 'PortMappings', 'MountPoints', 'DependsOn', 'Links']) {
      expect(sidecar).not.toHaveProperty(absent);
    }
    expect(environmentOf(stack, NAME)).toMatchObject({ AWS_REGION: { Ref: 'AWS::Region' } });
    expect(JSON.stringify(sidecar)).toContain(bridge ? '0.0.0.0:2000' : '127.0.0.1:2000');
    expect(JSON.stringify(sidecar)).not.toContain(bridge ? '127.0.0.1:2000' : '0.0.0.0:2000');
  });
});

describe('EcsSidecarCollector', () => {
  test('has the daemon listen on loopback only, with a buffer that is said, and ask no instance for its metadata', () => {
    const stack = newStack();
    const task = fargate(stack);
    task.addExtension(daemon());

    expect(containerOf(stack, NAME).Command).toEqual([
      '--bind', '127.0.0.1:2000', '--bind-tcp', '127.0.0.1:2000', '--region', { Ref: 'AWS::Region' }, '--buffer-memory', '16', '--log-level', 'info', '--local-mode',
    ]);
    expect(containerOf(stack, NAME)).not.toHaveProperty('HealthCheck');
    expect(containerOf(stack, NAME)).not.toHaveProperty('User');
  });

  test('has the OpenTelemetry collector checked by its own program, without a shell', () => {
    const stack = newStack();
    fargate(stack).addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry() }));

    expect(containerOf(stack, NAME).HealthCheck).toEqual({ Command: ['CMD', '/healthcheck'], Interval: 5, Timeout: 3, Retries: 5, StartPeriod: 10 });
  });

  test('waits for the start of an OpenTelemetry collector whose own configuration has no health check', () => {
    const stack = newStack();
    const task = fargate(stack);
    const configuration = 'service: { pipelines: { traces: { receivers: [otlp], exporters: [awsxray] } } }';
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry({ configuration }) }));
    addApp(task);

    expect(containerOf(stack, NAME)).not.toHaveProperty('HealthCheck');
    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: 'START' }]);
  });

  test('runs the CloudWatch agent as a user of its own, who can write to the folders that it needs', () => {
    const stack = newStack();
    fargate(stack).addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent() }));

    const folder = '/opt/aws/amazon-cloudwatch-agent';
    expect(containerOf(stack, NAME)).toMatchObject({
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      LinuxParameters: {
        Tmpfs: ['etc', 'logs', 'var'].map((name) => ({ ContainerPath: `${folder}/${name}`, Size: 16, MountOptions: ['uid=1000', 'gid=1000'] })),
      },
    });
    expect(containerOf(stack, NAME)).not.toHaveProperty('MountPoints');
  });

  test('says the Region of the collector where that is another one', () => {
    const stack = newStack(newApp(), 'Stack', { env: { region: 'eu-central-1', account: '111122223333' } });
    const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.AWS_VPC });
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.xrayDaemon({ region: 'eu-west-1' }) }));

    expect(environmentOf(stack, NAME)).toEqual({ AWS_REGION: 'eu-west-1' });
    expect(containerOf(stack, NAME).Command).toEqual(expect.arrayContaining(['eu-west-1']));
  });

  test('may be used for several task definitions', () => {
    const stack = newStack();
    const sidecar = daemon();
    for (const id of ['One', 'Two']) {
      const task = new ecs.FargateTaskDefinition(stack, id);
      task.addExtension(sidecar);
      addApp(task);
    }

    const template = Template.fromStack(stack);
    template.resourcePropertiesCountIs('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: Match.arrayWith([Match.objectLike({ Name: NAME }), Match.objectLike({ DependsOn: [{ ContainerName: NAME, Condition: 'START' }] })]),
    }, 2);
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
  });

  test('is never the container that a load balancer is pointed to, even where it is added first', () => {
    const stack = newStack();
    const task = fargate(stack);
    task.addExtension(daemon());
    const app = addApp(task, 'app', { portMappings: [{ containerPort: 8080 }] });

    expect(task.defaultContainer).toBe(app);
    expect(containerOf(stack, NAME)).not.toHaveProperty('PortMappings');
  });

  test('pulls a copy of the image from a repository of Amazon ECR with the permission to do so', () => {
    const stack = newStack();
    const repository = new ecr.Repository(stack, 'Copy');
    fargate(stack).addExtension(daemon({ collector: TraceCollector.xrayDaemon({ image: CollectorImage.fromEcrRepository(repository, '3.6.6') }) }));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ecr:BatchGetImage']) })]) },
    });
  });
});

describe('the log of EcsSidecarCollector', () => {
  test('goes to a log group of its own that is kept for a month and goes with the stack', () => {
    const stack = newStack();
    fargate(stack).addExtension(daemon());

    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    expect(containerOf(stack, NAME).LogConfiguration).toMatchObject({ LogDriver: 'awslogs', Options: { 'awslogs-stream-prefix': NAME } });
  });

  test('is kept as long as the user says', () => {
    const stack = newStack();
    fargate(stack).addExtension(daemon({ logRetention: RetentionDays.ONE_WEEK }));

    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('goes where the user says, and no log group is made', () => {
    const stack = newStack();
    fargate(stack).addExtension(daemon({ logging: ecs.LogDrivers.fluentd({ address: 'fluentd:24224' }) }));

    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(containerOf(stack, NAME).LogConfiguration).toMatchObject({ LogDriver: 'fluentd' });
  });
});

describe('EcsSidecarCollector on Windows', () => {
  const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
  const size = { cpu: 1024, memoryLimitMiB: 2048 };

  test.each(COLLECTORS)('is an error with AWS\'s own image of the $title', ({ collector, title }) => {
    const task = fargate(newStack(), { ...size, runtimePlatform });

    expect(() => task.addExtension(new EcsSidecarCollector({ collector: collector() }))).toThrow(`[Stack/Task] there is no image of the ${title} for Windows`);
  });

  test('takes an image of the user, without what Windows does not know', () => {
    const stack = newStack();
    const task = fargate(stack, { ...size, runtimePlatform });
    const image = CollectorImage.fromRegistry('example/agent:windows');
    task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent({ image }) }));
    addApp(task);

    for (const absent of ['User', 'ReadonlyRootFilesystem', 'LinuxParameters', 'HealthCheck']) {
      expect(containerOf(stack, NAME)).not.toHaveProperty(absent);
    }
    expect(containerOf(stack).DependsOn).toEqual([{ ContainerName: NAME, Condition: 'START' }]);
  });

  test('says nothing of an operating system that is known at deployment only', () => {
    const task = fargate(newStack(), { ...size, runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.of(Token.asString({ Ref: 'System' })) } });

    expect(() => task.addExtension(daemon())).not.toThrow();
  });
});

describe('the permission of EcsSidecarCollector', () => {
  test('is on the task role, not on the execution role', () => {
    const stack = newStack();
    fargate(stack).addExtension(daemon());

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { Policies: [xrayPolicy(...SAMPLING_ACTIONS)] });
    const roles = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([, { Properties }]) => Properties.Policies !== undefined);
    expect(roles.map(([id]) => id)).toEqual([expect.stringMatching(/^TaskTaskRole/)]);
  });

  test('is the one to assume the role that sends', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Sender', 'arn:aws:iam::444455556666:role/sender');
    fargate(stack).addExtension(daemon({ collector: TraceCollector.xrayDaemon({ role }) }));

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::444455556666:role/sender' }] },
      Roles: [{ Ref: Match.stringLikeRegexp('^TaskTaskRole') }],
    });
    expect(containerOf(stack, NAME).Command).toEqual(expect.arrayContaining(['--role-arn', 'arn:aws:iam::444455556666:role/sender']));
  });

  test('is reported where the task role can\'t be changed, and the collector is there nevertheless', () => {
    const stack = newStack();
    fargate(stack, { taskRole: closedRole(stack) }).addExtension(daemon());

    expect(warningsOf(stack)).toEqual(expect.arrayContaining(['/Stack/Task/Resource collectorRoleNotWritable']));
    expect(containersOf(stack)).toHaveLength(1);
  });
});

describe('the maintenance of the X-Ray daemon', () => {
  test('is told once per app, and of no other collector', () => {
    const app = newApp();
    const stacks = COLLECTORS.map(({ collector }, index) => {
      const stack = newStack(app, `Stack${index}`);
      fargate(stack).addExtension(new EcsSidecarCollector({ collector: collector() }));
      return stack;
    });
    fargate(newStack(app, 'Another')).addExtension(daemon());

    expect(stacks.map(warningsOf)).toEqual([['/Stack0/Task daemonInMaintenance'], [], []]);
  });
});

describe('a service in subnets without a way out', () => {
  function closedService(): { stack: Stack; vpc: ec2.Vpc } {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, subnetConfiguration: [{ name: 'closed', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app:1') });
    taskDefinition.addExtension(new EcsSidecarCollector({ collector: TraceCollector.cloudWatchAgent() }));
    new ecs.FargateService(stack, 'Service', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition });
    return { stack, vpc };
  }

  test('is said to lack the endpoint of X-Ray, and those of the image and the log', () => {
    const [text] = warningTexts(closedService().stack).filter((warning) => warning.includes('noRouteToXRay'));
    expect(text).toContain('xray');
    expect(text).toContain('public.ecr.aws');
  });

  test('is said only that of the image where there are endpoints', () => {
    const { stack, vpc } = closedService();
    new TraceEndpoints(stack, 'Endpoints', { vpc, hosts: [TraceHost.ECS_FARGATE] });
    const texts = warningTexts(stack).filter((warning) => warning.includes('noRouteToXRay'));
    expect(texts).toHaveLength(1);
    expect(texts[0]).not.toContain('no endpoint for xray');
  });
});
