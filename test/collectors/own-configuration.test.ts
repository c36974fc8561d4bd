import { Lazy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { CollectorImage, TraceCollector } from '../../src';
import { otelVariables, xrayVariables } from '../../src/collectors/private/application-environment';
import { newStack } from '../fixtures';

const PLACE = { listen: '127.0.0.1', region: 'eu-central-1', localMode: true };

/** A configuration of the user's own with one traces pipeline. */
function own(receivers: object, more: { extensions?: unknown; used?: unknown; pipelines?: object } = {}): string {
  const { extensions, used, pipelines = { traces: { receivers: Object.keys(receivers), exporters: ['debug'] } } } = more;
  return stringify({ receivers, extensions, exporters: { debug: {} }, service: { extensions: used, pipelines } });
}

describe('The health of the OpenTelemetry collector', () => {
  const healthOf = (configuration?: string, image?: CollectorImage): string[] | undefined =>
    TraceCollector.openTelemetry({ configuration, image })._container(PLACE).healthCheck;
  const checked = (settings: unknown, used: unknown = ['health_check']): string[] | undefined =>
    healthOf(own({ otlp: {} }, { extensions: { health_check: settings }, used }));

  test.each([
    ['nothing', null, []],
    ['the usual port', { endpoint: '0.0.0.0:13133', path: '/' }, []],
    ['another port', { endpoint: '127.0.0.1:9999' }, ['-port', '9999']],
    ['another port of a name', { endpoint: 'localhost:9999' }, ['-port', '9999']],
    ['every address', { endpoint: ':9999', check_collector_pipeline: { enabled: true } }, ['-port', '9999']],
  ])('is asked for where its own configuration says %s', (_, settings, port) => {
    expect(checked(settings)).toEqual(['CMD', '/healthcheck', ...port]);
  });

  test.each([
    ['has another path', { path: '/health' }],
    ['has an address that its program never asks', { endpoint: '10.0.0.1:13133' }],
    ['has a port that is known on the machine only', { endpoint: '0.0.0.0:${env:PORT}' }],
    ['has TLS', { tls: { cert_file: '/cert.pem' } }],
    ['is no map', 'yes'],
  ])('is not asked for where the extension %s', (_, settings) => {
    expect(checked(settings)).toBeUndefined();
  });

  test.each([undefined, [], ['zpages'], 'health_check'])('is not asked for where the service does not use the extension: %j', (used) => {
    expect(checked({}, used === undefined ? null : used)).toBeUndefined();
  });

  test('is not asked for where the configuration has none, or is a token', () => {
    expect(healthOf(own({ otlp: {} }))).toBeUndefined();
    expect(healthOf(Lazy.string({ produce: () => own({ otlp: {} }) }))).toBeUndefined();
  });

  test('is asked for in an image of that name only: another one may lack the program', () => {
    const copies = ecr.Repository.fromRepositoryName(newStack(), 'Copies', 'mirror/aws-otel-collector');
    expect(healthOf(undefined, CollectorImage.fromEcrRepository(copies, 'v0.49.0'))).toEqual(['CMD', '/healthcheck']);
    expect(healthOf(undefined, CollectorImage.fromRegistry('mirror.example.com/aws-otel-collector@sha256:0123'))).toEqual(['CMD', '/healthcheck']);
    expect(healthOf(undefined, CollectorImage.fromRegistry('otel/opentelemetry-collector-contrib:0.156.0'))).toBeUndefined();
    expect(healthOf(undefined, CollectorImage.fromRegistry(Lazy.string({ produce: () => 'aws-otel-collector' })))).toBeUndefined();
  });
});

describe('What a configuration of the user\'s own takes', () => {
  /** Of what applications are told. */
  function toldOf(configuration: string): string[] {
    const facts = TraceCollector.openTelemetry({ configuration })._facts();
    return Object.keys({ ...xrayVariables(facts, 'host'), ...otelVariables(facts, 'host') });
  }

  const SEGMENTS = 'AWS_XRAY_DAEMON_ADDRESS';
  const OTLP = 'OTEL_EXPORTER_OTLP_ENDPOINT';

  test.each<[string, object, boolean, boolean]>([
    ['both at their usual ports', { 'awsxray': {}, 'otlp/all': { protocols: { http: null } } }, true, true],
    ['both at ports that are said', { awsxray: { endpoint: '0.0.0.0:2000' }, otlp: { protocols: { http: { endpoint: '127.0.0.1:4318' } } } }, true, true],
    ['OTLP only', { otlp: { protocols: { grpc: {}, http: {} } } }, false, true],
    ['OTLP by gRPC at another port only', { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:5000' } } } }, false, false],
    ['segments at another port', { awsxray: { endpoint: '0.0.0.0:2001' } }, false, false],
    ['both at ports that are known on the machine only', { awsxray: { endpoint: '${env:A}' }, otlp: { protocols: { http: { endpoint: '${env:HOST}:${env:PORT}' } } } }, true, true],
    ['spans of another kind', { zipkin: {} }, false, false],
  ])('is %s, and applications are told so', (_, receivers, segments, otlp) => {
    const told = toldOf(own(receivers));
    expect([told.includes(SEGMENTS), told.includes(OTLP)]).toEqual([segments, otlp]);
    expect(told).toContain('AWS_XRAY_CONTEXT_MISSING');
  });

  test('counts by its traces pipelines', () => {
    const receivers = { awsxray: {}, otlp: { protocols: { http: {} } } };
    expect(toldOf(own(receivers, { pipelines: { 'metrics': { receivers: ['otlp'] }, 'traces/own': { receivers: ['awsxray'] } } }))).not.toContain(OTLP);
  });

  test.each([
    ['a token', Lazy.string({ produce: () => own({ zipkin: {} }) })],
    ['receivers from elsewhere', 'receivers: "${file:/receivers.yaml}"\nservice: { pipelines: { traces: { receivers: [otlp] } } }'],
    ['a pipeline from elsewhere', 'receivers: { zipkin: {} }\nservice: { pipelines: { traces: "${file:/traces.yaml}" } }'],
  ])('is everything where it can\'t be read: %s', (_, configuration) => {
    expect(toldOf(configuration)).toEqual(expect.arrayContaining([SEGMENTS, OTLP]));
  });

  test('has a merge key read as the collector does', () => {
    const configuration = 'base: &base { endpoint: "0.0.0.0:2001" }\nreceivers: { awsxray: { <<: *base } }\nservice: { pipelines: { traces: { receivers: [awsxray] } } }';
    expect(toldOf(configuration)).not.toContain(SEGMENTS);
  });

  test('is read without an error, whatever stands in it', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (receivers, extensions, pipeline) => {
      const configuration = stringify({ receivers, extensions: { health_check: extensions }, service: { extensions: ['health_check'], pipelines: { traces: pipeline } } });
      const collector = TraceCollector.openTelemetry({ configuration });
      collector._facts();
      collector._container(PLACE);
    }));
  });
});
