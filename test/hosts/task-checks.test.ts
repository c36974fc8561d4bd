import * as fc from 'fast-check';
import { taskFindings } from '../../src/hosts/private/ecs/task-checks';
import { containersIn, TaskFacts } from '../../src/hosts/private/ecs/task-facts';

const DAEMON = 'public.ecr.aws/xray/aws-xray-daemon:3.6.6';
const ADOT = 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0';
const AGENT = 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300062.0b1304';
const TOKEN = { Ref: 'Parameter' };

function task(containers: object[], facts: Partial<TaskFacts> = {}): TaskFacts {
  return { networkMode: 'awsvpc', hasRole: true, containers: containersIn(containers), ...facts };
}

/** What is found about an application with a collector beside it, as `container id`. */
function idsOf(facts: TaskFacts, handWritten = true): string[] {
  return taskFindings(facts, handWritten).map(({ container, finding }) => `${container ?? 'task'} ${finding.id}`);
}

function daemon(more: object = {}): object {
  return { name: 'xray', image: DAEMON, essential: false, ...more };
}

function app(more: object = {}): object {
  return { name: 'app', image: 'shop:1', ...more };
}

function otel(more: object = {}): object {
  return { name: 'otel', image: ADOT, essential: false, ...more };
}

function agent(configuration: unknown): object {
  return { name: 'agent', image: AGENT, essential: false, environment: [{ name: 'CW_CONFIG_CONTENT', value: configuration }] };
}

function address(value: unknown): object {
  return { environment: [{ name: 'AWS_XRAY_DAEMON_ADDRESS', value }] };
}

describe('A task that is fine has no finding', () => {
  test.each<[string, object[], Partial<TaskFacts>]>([
    ['a daemon under awsvpc', [app(), daemon()], {}],
    ['a daemon under awsvpc and its address said', [app(address('127.0.0.1:2000')), daemon()], {}],
    ['a daemon under awsvpc by the name localhost', [app(address('tcp:localhost:2000 udp:localhost:2000')), daemon()], {}],
    ['a daemon on a bridge with a link', [app({ ...address('xray:2000'), links: ['xray'] }), daemon()], { networkMode: 'bridge' }],
    ['a daemon on a bridge with a link by another name', [app({ ...address('d:2000'), links: ['xray:d'] }), daemon()], { networkMode: 'bridge' }],
    ['a daemon on a bridge with a link and the address in code', [app({ links: ['xray'] }), daemon()], { networkMode: 'bridge' }],
    ['an essential daemon that is alone', [daemon({ essential: true })], {}],
    ['a daemon service', [daemon({ portMappings: [{ containerPort: 2000, hostPort: 2000, protocol: 'udp' }] })], { networkMode: 'bridge' }],
    ['a health check that the OpenTelemetry collector has', [app(), { name: 'otel', image: ADOT, essential: false, healthCheck: { command: ['CMD', '/healthcheck'] } }], {}],
    ['a health check that is switched off', [app(), daemon({ healthCheck: { command: ['NONE'] } })], {}],
    ['a shell in the image of Docker Hub', [app(), daemon({ image: 'amazon/aws-xray-daemon:3.6.6', healthCheck: { command: ['CMD-SHELL', 'true'] } })], {}],
    ['a digest', [app(), daemon({ image: `${DAEMON.replace(':3.6.6', '')}@sha256:0123` })], {}],
    ['a registry with a port', [app(), daemon({ image: 'registry.example.com:5000/aws-xray-daemon:3.6.6' })], {}],
    ['tokens everywhere', [app({ ...address(TOKEN), dependsOn: TOKEN, links: TOKEN }), daemon({ image: TOKEN, essential: TOKEN, memory: TOKEN, healthCheck: TOKEN, portMappings: TOKEN, command: TOKEN })], { networkMode: undefined }],
    ['an image with tokens and a tag', [app(), daemon({ image: { 'Fn::Join': ['', [TOKEN, '/aws-xray-daemon:3.6.6']] } })], {}],
    ['an image with a tag that is a token', [app(), daemon({ image: { 'Fn::Join': ['', [TOKEN, '/aws-xray-daemon:', TOKEN]] } })], {}],
    ['containers decided at deployment', [TOKEN, { 'Fn::If': ['A', app(), daemon()] }], {}],
    ['no collector, whatever else is said', [app({ image: 'shop', essential: true, ...address('xray:2000') })], { memoryMib: 1 }],
    ['an agent for metrics only', [app(), { name: 'agent', image: 'amazon/cloudwatch-agent', environment: [{ name: 'CW_CONFIG_CONTENT', value: '{"metrics":{}}' }] }], {}],
    ['a collector for metrics only', [app(), { name: 'otel', image: 'amazon/aws-otel-collector', command: ['--config=/etc/ecs/ecs-cloudwatch.yaml'] }], {}],
    ['as much memory as the task has', [app({ memory: 512, memoryReservation: 256 }), daemon({ memory: 256 })], { memoryMib: 512 }],
    ['an agent for Windows', [app(), { name: 'agent', image: `${AGENT}-windowsservercore2022`, essential: false }], { system: 'WINDOWS_SERVER_2022_CORE' }],
  ])('%s', (_, containers, facts) => {
    expect(idsOf(task(containers, facts))).toEqual([]);
  });
});

describe('A health check', () => {
  test.each([
    ['a shell in the daemon\'s image', DAEMON, ['CMD-SHELL', 'curl localhost']],
    ['a program that the daemon\'s image does not have', DAEMON, ['CMD', 'curl', 'localhost']],
    ['a shell in the OpenTelemetry collector\'s image', ADOT, ['CMD-SHELL', '/healthcheck']],
    ['a shell in the CloudWatch agent\'s image', AGENT, ['CMD-SHELL', 'true']],
    ['a shell in a copy by pull-through cache', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/ecr-public/xray/aws-xray-daemon:3.6.6', ['CMD-SHELL', 'true']],
  ])('that needs %s is reported', (_, image, command) => {
    expect(idsOf(task([app(), { name: 'c', image, essential: false, healthCheck: { command } }]))).toEqual(['c healthCheckNeedsShell']);
  });

  test('that nobody has makes a dependency on HEALTHY impossible', () => {
    const waiting = (condition: string): object => app({ dependsOn: [{ containerName: 'xray', condition }] });

    expect(idsOf(task([waiting('HEALTHY'), daemon()]))).toEqual(['app dependencyNeverHealthy']);
    expect(idsOf(task([waiting('START'), daemon()]))).toEqual([]);
    expect(idsOf(task([waiting('HEALTHY'), daemon({ healthCheck: { command: ['CMD', '/xray', '--version'] } })]))).toEqual([]);
  });
});

describe('An image', () => {
  test.each(['public.ecr.aws/xray/aws-xray-daemon', `${DAEMON.replace('3.6.6', 'latest')}`, `${DAEMON.replace('3.6.6', '3.x')}`, 'amazon/aws-xray-daemon:alpha', ...['1', '3', '3.6', 'v3', 'stable', 'beta', 'latest-arm64', 'stable-amd64', 'edge'].map((tag) => `mirror/xray-daemon:${tag}`)])('%s changes by itself', (image) => {
    expect(idsOf(task([app(), daemon({ image })]))).toEqual(['xray unpinnedImage']);
  });

  test.each(['3.6.6', 'v0.49.0', '1.300062.0b1304', '3.6.6-arm64', '20260101-abc1234', '20260101', '1a2b3c4', 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678', 'main-1a2b3c4', 'beta-2', 'build-1', 'stable-2026-01-01', 'mine'])('with the tag %s stays what it is', (tag) => {
    expect(idsOf(task([app(), daemon({ image: `mirror/xray-daemon:${tag}` })]))).toEqual([]);
  });

  test('with tokens before the name is read as well', () => {
    expect(idsOf(task([app(), daemon({ image: { 'Fn::Join': ['', [TOKEN, '.amazonaws.com/aws-xray-daemon:latest']] } })]))).toEqual(['xray unpinnedImage']);
  });

  test('is not judged where it is none of a collector', () => {
    expect(idsOf(task([app({ image: 'shop:latest' }), daemon()]))).toEqual([]);
  });

  test.each([[DAEMON, true], [ADOT, true], ['amazon/aws-xray-daemon:3.6.6', true], [AGENT, false], ['registry.example.com/aws-xray-daemon:mine', false]])('%s on Windows', (image, reported) => {
    expect(idsOf(task([app(), daemon({ image })], { system: 'WINDOWS_SERVER_2022_CORE' }))).toEqual(reported ? ['xray platformMismatch'] : []);
  });
});

describe('A collector', () => {
  test.each([true, undefined])('that is essential (%s) beside others is reported', (essential) => {
    expect(idsOf(task([app(), daemon({ essential })]))).toEqual(['xray essentialCollector']);
  });

  test('beside another on the same port is reported, and not on ports or networks of their own', () => {
    const second = daemon({ name: 'xray2' });
    const elsewhere = daemon({ name: 'xray2', command: ['-b', '127.0.0.1:2001', '-t', '127.0.0.1:2001'] });

    expect(idsOf(task([app(), daemon(), second]))).toEqual(['xray2 secondCollector']);
    expect(idsOf(task([app(), daemon(), elsewhere]))).toEqual([]);
    expect(idsOf(task([app({ links: ['xray', 'xray2'] }), daemon(), second], { networkMode: 'bridge' }))).toEqual([]);
  });

  const VENDOR = { name: 'vendor', image: 'vendor/agent:7', portMappings: [{ containerPort: 4318 }] };
  const CONFIGURED = (receivers: string): object => otel({
    environment: [{ name: 'AOT_CONFIG_CONTENT', value: `receivers: ${receivers}\nservice: { pipelines: { traces: { receivers: [otlp] } } }` }],
  });

  test.each<[string, object, object, string, number]>([
    ['a daemon beside ADOT', otel(), daemon(), 'xray', 2000],
    ['ADOT twice', otel({ command: ['--config=/etc/ecs/ecs-default-config.yaml'] }), otel({ name: 'otel2' }), 'otel2', 4317],
    ['a daemon whose Region is known later beside another', daemon(), daemon({ name: 'xray2', command: ['--bind=0.0.0.0:2000', '--region', TOKEN] }), 'xray2', 2000],
    ['an agent beside a daemon', daemon(), agent('{"traces":{"traces_collected":{"xray":{}}}}'), 'agent', 2000],
    ['an agent for Application Signals beside a daemon', daemon(), agent('{"traces":{"traces_collected":{"application_signals":{}}}}'), 'agent', 2000],
    ['an agent with a Region that is known later beside ADOT', otel(), agent({ 'Fn::Join': ['', ['{"traces":{"region_override":"', TOKEN, '","traces_collected":{"otlp":[{}]}}}']] }), 'agent', 4317],
    ['ADOT with a configuration of its own beside the agent of a vendor', CONFIGURED('{ otlp: { protocols: { http: {} } } }'), VENDOR, 'vendor', 4318],
    ['the agent of a vendor beside ADOT', VENDOR, otel(), 'otel', 4318],
  ])('on a port that another one has is reported: %s', (_, first, second, container, port) => {
    expect(taskFindings(task([app(), first, second]), false)).toEqual([
      { container, finding: expect.objectContaining({ id: 'secondCollector', cause: expect.stringContaining(`can't listen on port ${port},`) }) },
    ]);
    expect(idsOf(task([app({ links: ['xray'] }), first, second], { networkMode: 'bridge' }), false)).toEqual([]);
  });

  test.each<[string, object, object]>([
    ['on ports of their own', daemon(), CONFIGURED('{ otlp: { protocols: { http: {} } } }')],
    ['configured by a secret', daemon(), otel({ secrets: [{ name: 'AOT_CONFIG_CONTENT', valueFrom: 'arn' }] })],
    ['configured by a file of its own', daemon(), otel({ command: ['--config=/mine.yaml'] })],
    ['configured at deployment', otel(), agent(TOKEN)],
    ['with a port of a web server', daemon(), { name: 'web', image: 'web:7', portMappings: [{ containerPort: 2000, protocol: 'tcp' }] }],
    ['that takes its configuration from a file', daemon(), daemon({ name: 'xray2', command: ['-c', '/cfg.yaml'] })],
  ])('is not judged beside another %s', (_, first, second) => {
    expect(idsOf(task([app(), first, second]), false)).toEqual([]);
  });

  test('says nothing of what others do with each other', () => {
    expect(idsOf(task([app(), daemon(), VENDOR, { ...VENDOR, name: 'vendor2' }]), false)).toEqual([]);
  });

  test.each<[string, object]>([
    ['a daemon', daemon({ command: ['-b', '127.0.0.1:2000', '-t', '0.0.0.0:2000'] })],
    ['an agent', agent('{"traces":{"traces_collected":{"otlp":{"grpc_endpoint":"127.0.0.1:4317","http_endpoint":"127.0.0.1:4318"}}}}')],
    ['a configuration of the user\'s own', CONFIGURED('{ otlp: { protocols: { http: { endpoint: "localhost:4318" } } } }')],
  ])('on a bridge that listens on its own loopback address is reported: %s', (_, collector) => {
    const facts = task([app({ links: TOKEN }), collector], { networkMode: 'bridge' });
    expect(taskFindings(facts, false).map(({ finding }) => finding.id)).toEqual(['daemonUnreachable']);
    expect(idsOf({ ...facts, networkMode: 'awsvpc' }, false)).toEqual([]);
  });

  test('on a bridge that listens everywhere, or where it is not said, is fine', () => {
    for (const collector of [daemon(), otel(), CONFIGURED('{ otlp: { protocols: { http: {} } } }'), agent('{"traces":{"traces_collected":{"xray":{}}}}')]) {
      expect(idsOf(task([app(), collector], { networkMode: 'bridge' }), false)).toEqual([]);
    }
  });

  test('counts in the sum of what containers reserve', () => {
    const [found] = taskFindings(task([app({ memory: 300 }), daemon({ memory: 256, memoryReservation: 213 })], { memoryMib: 512 }), true);

    expect(found).toMatchObject({ finding: { id: 'taskMemoryExceeded', cause: expect.stringContaining('reserve 513 MiB, and the task has 512 MiB') } });
  });

  test('beside OpenTelemetry is reported where it is the daemon and the endpoint is in the task', () => {
    const using = (value: string): object => app({ environment: [{ name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value }] });

    expect(idsOf(task([using('http://localhost:4317'), daemon()]))).toEqual(['app openTelemetryBesideDaemon']);
    expect(idsOf(task([using('https://otel.example.com'), daemon()]))).toEqual([]);
    expect(idsOf(task([using('http://localhost:4317'), daemon({ image: ADOT })]))).toEqual([]);
    expect(idsOf(task([using('http://localhost:4317'), daemon(), otel({ command: ['--config=/etc/ecs/ecs-xray.yaml'] })]))).toEqual([]);
    expect(idsOf(task([using('http://localhost:4318'), daemon(), { name: 'vendor', image: 'vendor/agent:7', portMappings: [{ containerPort: 4318 }] }]))).toEqual([]);
    expect(idsOf(task([using('http://localhost:4318'), daemon(), { name: 'web', image: 'web:7', portMappings: [{ containerPort: 80 }] }]))).toEqual(['app openTelemetryBesideDaemon']);
  });
});

describe('An address', () => {
  test.each([
    ['xray:2000', 'awsvpc', '127.0.0.1:2000'],
    ['xray:2000', 'host', '127.0.0.1:2000'],
    ['https://xray.eu-west-1.amazonaws.com', 'awsvpc', '127.0.0.1:2000'],
    ['xray.eu-west-1.amazonaws.com:2000', 'bridge', 'xray:2000'],
    ['127.0.0.1:2000', 'bridge', 'xray:2000'],
    ['udp:localhost:2000 tcp:localhost:2000', 'bridge', 'xray:2000'],
  ])('%s under %s is reported, and %s is right', (value, networkMode, expected) => {
    const found = taskFindings(task([app({ ...address(value), links: networkMode === 'bridge' ? ['xray'] : [] }), daemon()], { networkMode }), true);

    expect(found).toEqual([{ container: 'app', finding: expect.objectContaining({ id: 'daemonAddressConflict', cause: expect.stringContaining(`reached at ${expected}`) }) }]);
  });

  describe('of a daemon at another port', () => {
    const elsewhere = daemon({ command: ['-b', '127.0.0.1:2001'] });

    test.each(['localhost:2000', 'xray:2000', 'udp:127.0.0.1:2000 tcp:127.0.0.1:2001'])('is not %s', (value) => {
      expect(taskFindings(task([app(address(value)), elsewhere]), true)).toEqual([
        { container: 'app', finding: expect.objectContaining({ id: 'daemonAddressConflict', cause: expect.stringContaining('reached at 127.0.0.1:2001') }) },
      ]);
    });

    test('has to be told', () => {
      expect(taskFindings(task([app(), elsewhere]), true)).toEqual([
        { container: 'xray', finding: expect.objectContaining({ id: 'daemonUnreachable', cause: expect.stringContaining('it listens on port 2001, and no container is told so') }) },
      ]);
    });

    test.each<[string, object[]]>([
      ['is said', [app(address('localhost:2001')), elsewhere]],
      ['is said for segments only', [app(address('udp:127.0.0.1:2001 tcp:127.0.0.1:2000')), elsewhere]],
      ['is one that no collector of the task has', [app(address('127.0.0.1:2000')), otel({ command: ['--config=/etc/ecs/ecs-xray.yaml'] })]],
      ['is said to one container', [app(address('127.0.0.1:2001')), { name: 'web', image: 'web:1' }, elsewhere]],
      ['may stand in a file', [app({ environmentFiles: [{ type: 's3', value: 'arn' }] }), elsewhere]],
      ['may be a secret', [app({ secrets: [{ name: 'AWS_XRAY_DAEMON_ADDRESS', valueFrom: 'arn' }] }), elsewhere]],
      ['is a token', [app(), daemon({ command: ['-b', TOKEN] })]],
      ['is in a file of the daemon\'s', [app(address('localhost:2003')), daemon({ command: ['--config', 'cfg.yaml'] })]],
      ['is that of a second one', [app(address('localhost:2000')), daemon({ name: 'xray2' }), daemon({ command: ['--bind=:2001', '--bind-tcp=:2001'] })]],
      ['is one that a container may have which is not known', [app(address('localhost:2000')), elsewhere, agent(TOKEN)]],
    ])('is right where it %s', (_, containers) => {
      expect(idsOf(task(containers))).toEqual([]);
    });
  });

  test.each(['awsvpc', 'bridge'])('of elsewhere under %s is the user\'s own business', (networkMode) => {
    expect(idsOf(task([app(address('tracing.internal:2000')), daemon()], { networkMode }))).toEqual([]);
  });

  test('is not judged twice where this library set it', () => {
    expect(idsOf(task([app(address('xray:2000')), daemon()]), false)).toEqual([]);
  });

  test('is not judged where the network mode is decided at deployment', () => {
    expect(idsOf(task([app(address('xray:2000')), daemon()], { networkMode: undefined }))).toEqual([]);
  });
});

describe('A daemon on a bridge can\'t be reached', () => {
  test.each<[string, object[]]>([
    ['where nobody is told of it', [app(), daemon()]],
    ['where nobody is told of it and its port is another one each time', [app(), daemon({ portMappings: [{ containerPort: 2000, hostPort: 0, protocol: 'udp' }] })]],
    ['without a port, where it is alone', [daemon()]],
    ['where its command says so', [app({ ...address('xray:2000'), links: ['xray'] }), daemon({ command: ['-b', '127.0.0.1:2000'] })]],
  ])('%s', (_, containers) => {
    expect(idsOf(task(containers, { networkMode: 'bridge' }))).toEqual(['xray daemonUnreachable']);
  });

  test('by a container that has its name and no link', () => {
    expect(idsOf(task([app(address('xray:2000')), daemon()], { networkMode: 'bridge' }))).toEqual(['app daemonUnreachable']);
  });

  test.each<[string, object[]]>([
    ['a file tells of it', [app({ environmentFiles: [{ type: 's3', value: 'arn' }] }), daemon()]],
    ['a secret tells of it', [app({ secrets: [{ name: 'AWS_XRAY_DAEMON_ADDRESS', valueFrom: 'arn' }] }), daemon()]],
    ['the hosts file of the container tells of it', [app({ ...address('xray:2000'), extraHosts: [{ hostname: 'xray', ipAddress: '172.17.0.1' }] }), daemon()]],
    ['its port is that of the instance', [app(), daemon({ portMappings: [{ containerPort: 2000, hostPort: 2000, protocol: 'udp' }] })]],
    ['its port is decided at deployment', [app(), daemon({ portMappings: [{ containerPort: 2000, hostPort: TOKEN, protocol: 'udp' }] })]],
    ['it is alone, and found by the service registry', [daemon({ portMappings: [{ containerPort: 2000, hostPort: 0, protocol: 'udp' }] })]],
  ])('but may be where %s', (_, containers) => {
    expect(idsOf(task(containers, { networkMode: 'bridge' }))).toEqual([]);
  });
});

test('CloudFormation\'s own spelling is read as well', () => {
  const containers = [
    { Name: 'app', Image: 'shop:1', DependsOn: [{ ContainerName: 'xray', Condition: 'HEALTHY' }], Environment: [{ Name: 'AWS_XRAY_DAEMON_ADDRESS', Value: 'xray:2000' }] },
    { Name: 'xray', Image: 'amazon/aws-xray-daemon', Memory: 1024 },
  ];

  expect(idsOf(task(containers, { memoryMib: 512 })).sort()).toEqual([
    'app daemonAddressConflict', 'app dependencyNeverHealthy', 'task taskMemoryExceeded', 'xray essentialCollector', 'xray unpinnedImage',
  ]);
});

test('nothing that can stand in a task definition stops the check', () => {
  const names = [
    'name', 'image', 'essential', 'environment', 'environmentFiles', 'secrets', 'command', 'links', 'extraHosts', 'portMappings', 'healthCheck', 'dependsOn', 'memory',
  ];
  const container = fc.dictionary(fc.constantFrom(...names, 'Image', 'Name'), fc.oneof(fc.jsonValue(), fc.string(), fc.constant(DAEMON), fc.constant(undefined)));
  fc.assert(fc.property(fc.array(container), fc.constantFrom('awsvpc', 'bridge', 'host', undefined), fc.boolean(), (containers, networkMode, handWritten) => {
    taskFindings(task([...containers, app(), daemon()], { networkMode, memoryMib: 512 }), handWritten);
  }));
});
