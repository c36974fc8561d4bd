import { CfnParameter, Fn, Lazy, Size, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { parse } from 'yaml';
import { CollectorImage, CollectorLogLevel, TraceCollector, TraceCollectorOptions } from '../../src';
import { otelVariables, xrayVariables } from '../../src/collectors/private/application-environment';
import { newStack } from '../fixtures';
import { deployed } from '../hosts/private/linux/rendering';

const LOOPBACK = { listen: '127.0.0.1', region: 'eu-central-1', localMode: true };
const EVERYWHERE = { ...LOOPBACK, listen: '0.0.0.0' };

const COLLECTORS: [string, (options?: TraceCollectorOptions) => TraceCollector][] = [
  ['xrayDaemon', (options) => TraceCollector.xrayDaemon(options)],
  ['cloudWatchAgent', (options) => TraceCollector.cloudWatchAgent(options)],
  ['openTelemetry', (options) => TraceCollector.openTelemetry(options)],
];

const ALL_OPTIONS = {
  region: 'eu-west-1',
  proxy: 'http://proxy.example.com:3128',
  logLevel: CollectorLogLevel.DEBUG,
  bufferMemory: Size.mebibytes(24),
  resourceArn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0',
};

function roleIn(stack: Stack): iam.IRole {
  return iam.Role.fromRoleArn(stack, 'Central', 'arn:aws:iam::999988887777:role/traces');
}

describe.each(COLLECTORS)('TraceCollector.%s()', (name, make) => {
  test('runs an image of Amazon ECR Public in an exact version', () => {
    expect(make()._facts().image._reference()).toMatch(/^public\.ecr\.aws\/[\w/-]+:v?\d+\.\d+\.\d+[\w.]*$/);
  });

  test('runs the image that is given', () => {
    const image = CollectorImage.fromRegistry('mirror.example.com/collector@sha256:0123');
    expect(make({ image })._facts().image._reference()).toBe('mirror.example.com/collector@sha256:0123');
  });

  test('keeps 16 MiB for segments unless told otherwise', () => {
    expect(make()._facts().bufferMib).toBe(16);
    expect(make({ bufferMemory: Size.gibibytes(1) })._facts().bufferMib).toBe(1024);
  });

  test.each([
    ['region', { region: 'Frankfurt' }, 'region must be a Region such as eu-central-1, got "Frankfurt"'],
    ['region that would end a line', { region: 'eu-west-1\nRoleARN: x' }, 'region must be a Region'],
    ['proxy without a protocol', { proxy: 'proxy.example.com:3128' }, 'proxy must be a URL of scheme, host and port'],
    ['proxy with a password', { proxy: 'http://me:secret@proxy.example.com' }, 'proxy must not hold a user name or a password'],
    ['endpoint that is no URL', { endpoint: 'nonsense' }, 'endpoint must be a URL of scheme, host and port, got "nonsense"'],
    ['endpoint with a path', { endpoint: 'https://xray.example.com/v1' }, 'endpoint must be a URL of scheme, host and port'],
    ['endpoint that a collector would expand', { endpoint: 'https://${env:HOME}.example.com' }, 'endpoint must be a URL of scheme, host and port'],
    ['endpoint with a quote', { endpoint: 'https://xray"$(id)".example.com' }, 'endpoint must be a URL of scheme, host and port'],
    ['resource', { resourceArn: 'i-0123' }, 'resourceArn must be an ARN, got "i-0123"'],
    ['small buffer', { bufferMemory: Size.mebibytes(2) }, 'bufferMemory must be whole mebibytes, 3 or more, got 2 MiB'],
    ['broken buffer', { bufferMemory: Size.kibibytes(5000) }, 'bufferMemory must be whole mebibytes, 3 or more, got 4.8828125 MiB'],
  ])('refuses a wrong %s', (_, options, message) => {
    expect(() => make(options)).toThrow(`TraceCollector.${name}(): ${message}`);
  });

  test('refuses a log level that is none', () => {
    expect(() => make(JSON.parse('{"logLevel":"verbose"}'))).toThrow('logLevel must be one of DEBUG, INFO, WARN, ERROR, got "verbose"');
  });

  test('takes tokens for what it can\'t check', () => {
    const token = Lazy.string({ produce: () => 'whatever' });
    const bufferMemory = Size.mebibytes(Lazy.number({ produce: () => 1 }));
    expect(() => make({ region: token, proxy: token, resourceArn: token, endpoint: token, bufferMemory })).not.toThrow();
  });

  test('has numbers that are known later stand as numbers in its file', () => {
    const stack = newStack();
    const bufferMemory = Size.mebibytes(Lazy.number({ produce: () => 40 }));
    const text: unknown = stack.resolve(make({ bufferMemory })._file({ ...LOOPBACK, region: stack.region }).text);
    expect(JSON.stringify(text)).toMatch(/(TotalBufferSizeMB|buffer_size_mb\\"): 40|limit_mib: 168/);
  });

  test('gives applications of the X-Ray SDKs the same as every other collector', () => {
    expect(xrayVariables(make()._facts(), '127.0.0.1')).toEqual({ AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000', AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR' });
  });
});

describe('the X-Ray daemon', () => {
  test('is configured by flags in a container, for its image has no shell', () => {
    const stack = newStack();
    expect(TraceCollector.xrayDaemon({ ...ALL_OPTIONS, role: roleIn(stack) })._container(EVERYWHERE).command).toEqual([
      '--bind', '0.0.0.0:2000', '--bind-tcp', '0.0.0.0:2000', '--region', 'eu-west-1', '--buffer-memory', '24', '--log-level', 'debug',
      '--resource-arn', ALL_OPTIONS.resourceArn, '--role-arn', 'arn:aws:iam::999988887777:role/traces',
      '--proxy-address', 'http://proxy.example.com:3128', '--local-mode',
    ]);
  });

  test('listens on loopback in a container too, where its image would listen everywhere', () => {
    expect(TraceCollector.xrayDaemon()._container({ ...LOOPBACK, localMode: false }).command).toEqual([
      '--bind', '127.0.0.1:2000', '--bind-tcp', '127.0.0.1:2000', '--region', 'eu-central-1', '--buffer-memory', '16', '--log-level', 'info',
    ]);
  });

  test('has no health check: its image has nothing that could check', () => {
    expect(TraceCollector.xrayDaemon()._container(LOOPBACK).healthCheck).toBeUndefined();
  });

  test.each([{ endpoint: 'https://xray.example.com' }, { concurrency: 4 }])('refuses %j in a container, where no flag exists for it', (options) => {
    expect(() => TraceCollector.xrayDaemon(options)._container(LOOPBACK)).toThrow(/can't be given to the daemon's container, got .*TraceCollector.cloudWatchAgent\(\)/);
  });

  test('has a cfg.yaml with all that was said on a machine', () => {
    const stack = newStack();
    const { format, text } = TraceCollector.xrayDaemon({ ...ALL_OPTIONS, role: roleIn(stack), endpoint: 'https://xray.example.com', concurrency: 4 })._file(LOOPBACK);
    expect(format).toBe('yaml');
    expect(parse(text)).toEqual({
      Version: 2,
      Region: 'eu-west-1',
      Socket: { UDPAddress: '127.0.0.1:2000', TCPAddress: '127.0.0.1:2000' },
      TotalBufferSizeMB: 24,
      Logging: { LogLevel: 'debug', LogRotation: true },
      LocalMode: true,
      Concurrency: 4,
      Endpoint: 'https://xray.example.com',
      ResourceARN: ALL_OPTIONS.resourceArn,
      RoleARN: 'arn:aws:iam::999988887777:role/traces',
      ProxyAddress: 'http://proxy.example.com:3128',
    });
  });

  test('keeps a token a string in cfg.yaml, whatever it will be', () => {
    const stack = newStack();
    const text = stack.resolve(TraceCollector.xrayDaemon()._file({ ...LOOPBACK, region: stack.region }).text);
    expect(JSON.stringify(text)).toContain('Region: \\"');
    expect(JSON.stringify(text)).toContain('AWS::Region');
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses a concurrency of %d', (concurrency) => {
    expect(() => TraceCollector.xrayDaemon({ concurrency })).toThrow(`concurrency must be a whole number, 1 or more, got ${concurrency}`);
  });

  test('takes no OTLP', () => {
    expect(otelVariables(TraceCollector.xrayDaemon()._facts(), '127.0.0.1')).toEqual({});
  });
});

describe('the CloudWatch agent', () => {
  test('takes segments and OTLP where it is told to listen', () => {
    const { environment } = TraceCollector.cloudWatchAgent()._container(EVERYWHERE);
    expect(JSON.parse(environment.CW_CONFIG_CONTENT)).toEqual({
      agent: { region: 'eu-central-1' },
      traces: {
        traces_collected: {
          xray: { bind_address: '0.0.0.0:2000', tcp_proxy: { bind_address: '0.0.0.0:2000' } },
          otlp: { grpc_endpoint: '0.0.0.0:4317', http_endpoint: '0.0.0.0:4318' },
        },
        buffer_size_mb: 16,
        region_override: 'eu-central-1',
        local_mode: true,
      },
    });
  });

  test('is told all that was said', () => {
    const options = { ...ALL_OPTIONS, role: roleIn(newStack()), endpoint: 'https://xray.example.com', concurrency: 3 };
    const { format, text } = TraceCollector.cloudWatchAgent(options)._file(LOOPBACK);
    expect(format).toBe('json');
    expect(JSON.parse(text)).toMatchObject({
      agent: { region: 'eu-west-1', debug: true },
      traces: {
        buffer_size_mb: 24,
        region_override: 'eu-west-1',
        concurrency: 3,
        resource_arn: ALL_OPTIONS.resourceArn,
        credentials: { role_arn: 'arn:aws:iam::999988887777:role/traces' },
        endpoint_override: 'https://xray.example.com',
        proxy_override: 'http://proxy.example.com:3128',
      },
    });
  });

  test('can write where it has to, and runs as nobody special', () => {
    const { user, scratchFolders } = TraceCollector.cloudWatchAgent()._container(LOOPBACK);
    expect(user).toBe('1000:1000');
    expect(scratchFolders).not.toHaveLength(0);
  });

  test('has an application of OpenTelemetry send by the protocol of the port', () => {
    expect(otelVariables(TraceCollector.cloudWatchAgent()._facts(), 'agent')).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://agent:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    });
  });
});

describe('the OpenTelemetry collector', () => {
  test('takes segments, sampling requests and OTLP, and sends to X-Ray', () => {
    const config = parse(TraceCollector.openTelemetry()._container(EVERYWHERE).environment.AOT_CONFIG_CONTENT);
    expect(config.receivers).toEqual({
      awsxray: {
        endpoint: '0.0.0.0:2000',
        transport: 'udp',
        proxy_server: { endpoint: '0.0.0.0:2000', region: 'eu-central-1', local_mode: true },
      },
      otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' }, http: { endpoint: '0.0.0.0:4318' } } },
    });
    expect(config.exporters).toEqual({ awsxray: { region: 'eu-central-1', local_mode: true } });
    expect(config.service.pipelines.traces).toEqual({ receivers: ['awsxray', 'otlp'], processors: ['memory_limiter', 'batch/traces'], exporters: ['awsxray'] });
  });

  test('is told all that was said', () => {
    const options = { ...ALL_OPTIONS, role: roleIn(newStack()), endpoint: 'https://xray.example.com' };
    const config = parse(TraceCollector.openTelemetry(options)._file(LOOPBACK).text);
    const sending = { region: 'eu-west-1', local_mode: true, role_arn: 'arn:aws:iam::999988887777:role/traces', proxy_address: 'http://proxy.example.com:3128' };
    expect(config.receivers.awsxray.proxy_server).toEqual({ ...sending, endpoint: '127.0.0.1:2000', aws_endpoint: 'https://xray.example.com' });
    expect(config.exporters.awsxray).toEqual({ ...sending, endpoint: 'https://xray.example.com', resource_arn: ALL_OPTIONS.resourceArn });
    expect(config.processors.memory_limiter.limit_mib).toBe(152);
    expect(config.service.telemetry.logs.level).toBe('debug');
  });

  test('is healthy when its own program says so, in exec form', () => {
    expect(TraceCollector.openTelemetry()._container(LOOPBACK).healthCheck).toEqual(['CMD', '/healthcheck']);
  });

  describe('with a configuration of the user\'s own', () => {
    const OWN = 'receivers: { otlp: {} }\nexporters: { debug: {} }\nservice: { pipelines: { traces/own: { receivers: [otlp], exporters: [debug] } } }\n';

    test('runs exactly that', () => {
      expect(TraceCollector.openTelemetry({ configuration: OWN })._container(LOOPBACK).environment.AOT_CONFIG_CONTENT).toBe(OWN);
    });

    test.each([
      ['what is not YAML', 'receivers: [', 'configuration is not YAML'],
      ['what has no traces pipeline', 'service: { pipelines: { metrics: {} } }', 'configuration must have service.pipelines.traces'],
      ['what is empty', '', 'configuration must have service.pipelines.traces'],
      ['a list', '- a', 'configuration must have service.pipelines.traces'],
    ])('refuses %s', (_, configuration, message) => {
      expect(() => TraceCollector.openTelemetry({ configuration })).toThrow(`TraceCollector.openTelemetry(): ${message}`);
    });

    test('refuses an option that would say the same once more', () => {
      expect(() => TraceCollector.openTelemetry({ configuration: OWN, region: 'eu-west-1' })).toThrow('region can\'t be given beside configuration');
    });

    test('takes a token unread', () => {
      const configuration = Lazy.string({ produce: () => OWN });
      expect(() => TraceCollector.openTelemetry({ configuration })._container(LOOPBACK)).not.toThrow();
    });
  });
});

describe('the image of a collector', () => {
  test('can be a copy in Amazon ECR', () => {
    const stack = newStack();
    const repository = ecr.Repository.fromRepositoryName(stack, 'Copies', 'xray-daemon');
    const reference = JSON.stringify(stack.resolve(CollectorImage.fromEcrRepository(repository, '3.6.6')._reference()));
    expect(reference).toContain('/xray-daemon:3.6.6');
  });

  test.each(['', ' ', 'a b'])('refuses the reference %j', (reference) => {
    expect(() => CollectorImage.fromRegistry(reference)).toThrow('reference must be an image reference without blanks');
    expect(() => CollectorImage.fromEcrRepository(ecr.Repository.fromRepositoryName(newStack(), 'Copies', 'copies'), reference)).toThrow('tagOrDigest must be a tag or a digest');
  });
});

describe.each(COLLECTORS)('a text of the file of %s', (_, collector) => {
  const HOSTILE = 'arn\\"\nRegion: "elsewhere';

  /** What CloudFormation makes of the file. */
  function fileWith(resourceArn: (stack: Stack) => string, parameters: Record<string, string> = {}): string {
    const stack = newStack();
    return deployed(stack.resolve(collector({ resourceArn: resourceArn(stack) })._file({ ...LOOPBACK, region: 'eu-west-1' }).text), parameters);
  }
  const ARN = 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop';

  test.each<[string, (stack: Stack) => string]>([
    ['a parameter', (stack) => new CfnParameter(stack, 'Arn').valueAsString],
    ['a value that is known when the app is synthesized', () => Lazy.string({ produce: () => HOSTILE })],
    ['a part of a text', (stack) => Fn.join('', [new CfnParameter(stack, 'Arn').valueAsString, ''])],
  ])('%s stays one text, whatever it becomes', (__, resourceArn) => {
    const read = JSON.stringify(parse(fileWith(resourceArn, { Arn: HOSTILE })));
    expect(read).toContain(JSON.stringify(HOSTILE));
    expect(read.replaceAll(JSON.stringify(HOSTILE), JSON.stringify(ARN))).toBe(JSON.stringify(parse(fileWith(() => ARN))));
  });

  test('what AWS names is as short as it was', () => {
    const stack = newStack();
    const arn = stack.formatArn({ service: 'ecs', resource: 'cluster', resourceName: 'shop' });
    const text = JSON.stringify(stack.resolve(collector({ resourceArn: arn })._file({ ...LOOPBACK, region: 'eu-west-1' }).text));
    expect(text).toContain('AWS::Partition');
    expect(text).not.toContain('Fn::Split');
  });
});
