import { CfnParameter, Stack } from 'aws-cdk-lib';
import { OpenTelemetryOptions, TraceCollector } from '../../src';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';
import { otelcol } from './opentelemetry/build';
import { undocumented } from './opentelemetry/documented-keys';
import { TO_THE_OTLP_ENDPOINT } from './opentelemetry/own-configuration';
import { complaints, Delivery, RunningCollector } from './opentelemetry/running-collector';
import { swapAwsComponents } from './opentelemetry/swap-aws-components';
import { readYaml } from './opentelemetry/yaml-text';
import { programs } from './programs';
import { COMMON_OPTIONS, Options } from './synthesized/options';
import { deployed, Place, PLACES } from './synthesized/places';

const OPTIONS: Options<OpenTelemetryOptions> = {
  ...COMMON_OPTIONS,
  'attributes to index': () => ({ indexedAttributes: ['tenant', 'otel.resource.service.name', 'costs.$', '${HOME}'] }),
  'attributes of a parameter': (stack) => ({
    indexedAttributes: new CfnParameter(stack, 'Attributes', { type: 'CommaDelimitedList' }).valueAsList,
  }),
  'all attributes': () => ({ indexAllAttributes: true }),
  'a configuration of the user\'s own': () => ({ configuration: TO_THE_OTLP_ENDPOINT }),
};
const SIDECAR = PLACES['a sidecar on AWS Fargate'];
const SURROUNDINGS = { ports: { 2000: 2000, 4317: 4317, 4318: 4318, 13133: 13133 }, backend: 'http://127.0.0.1:1' };

function rendered(place: Place, options: (stack: Stack) => OpenTelemetryOptions = () => ({})): string {
  return deployed(place, (stack) => TraceCollector.openTelemetry(options(stack))).configuration();
}

function validate(text: string, delivery?: Delivery): Promise<string> {
  return complaints(swapAwsComponents(text, SURROUNDINGS), delivery);
}

describeWith('the OpenTelemetry collector', ['go'], false, () => {
  beforeAll(async () => {
    await otelcol();
    await programs();
  }, COLD_CACHE_MS);

  describe('with what is deployed', () => {
    test.each(Object.entries(OPTIONS))('would start with %s', async (_, options) => {
      const text = rendered(SIDECAR, options);
      expect(undocumented(readYaml(text))).toEqual([]);
      expect(await validate(text)).toBe('');
    });

    test.each(Object.entries(PLACES))('would start for %s', async (name, place) => {
      const text = rendered(place);
      expect(undocumented(readYaml(text))).toEqual([]);
      expect(await validate(text, deliveryTo(name))).toBe('');
    });

    test('misses nothing but the components of AWS before they are swapped', async () => {
      const unknown = [...(await complaints(rendered(SIDECAR))).matchAll(/'(\w+)' unknown type: "(\w+)"/g)].map(([, kind, type]) => `${kind} ${type}`);
      expect(unknown.sort()).toEqual(['exporters awsxray', 'receivers awsxray']);
    });
  });

  describe('refuses', () => {
    test.each([
      ['a misspelt key', 'send_batch_size', 'send_batch_sise', 'send_batch_sise'],
      ['a component that it hasn\'t', 'memory_limiter:', 'memory_limits:', 'memory_limits'],
      ['a pipeline with what isn\'t there', '- "batch/traces"', '- "batch/others"', 'batch/others'],
      ['a text for a number', 'limit_mib: 144', 'limit_mib: "much"', 'limit_mib'],
    ])('%s', async (_, from, to, named) => {
      const text = rendered(SIDECAR);
      expect(text).toContain(from);
      expect(await validate(text.replace(from, to))).toContain(named);
    });
  });

  describe('lets spans through unchanged', () => {
    const variants: Array<[string, Delivery, () => string]> = [
      ['a sidecar', 'variable', () => rendered(SIDECAR)],
      ['an ECS daemon', 'variable', () => rendered(PLACES['each instance of an ECS cluster'])],
      ['a machine', 'file', () => rendered(PLACES['a machine'], OPTIONS['all of them'])],
      ['a configuration of the user\'s own', 'variable', () => rendered(SIDECAR, OPTIONS['a configuration of the user\'s own'])],
    ];
    test.each(variants)('of %s, by gRPC and by HTTP', async (_, delivery, text) => {
      const collector = await RunningCollector.start(text(), delivery);
      try {
        const sent = [...await collector.take('grpc', 60), ...await collector.take('http', 60)];
        expect(sent).toHaveLength(122);
        expect(byId(await collector.delivered(sent.length))).toEqual(byId(sent));
      } finally {
        await collector.stop();
      }
    });

    test('that come by the receiver in the place of AWS\'s', async () => {
      const collector = await RunningCollector.start(rendered(SIDECAR), 'variable');
      try {
        const sent = await collector.take('http', 5, 2000);
        expect(byId(await collector.delivered(sent.length))).toEqual(byId(sent));
      } finally {
        await collector.stop();
      }
    });
  });

  test.each([
    ['attributes to index', 'tenant,otel.resource.service.name,costs.$,${HOME}'],
    ['attributes of a parameter', 'tenant,order.id'],
    ['all attributes', '*'],
    ['nothing said', undefined],
  ])('reads %s as %p', async (name, expected) => {
    const collector = await RunningCollector.start(rendered(SIDECAR, OPTIONS[name]), 'variable');
    try {
      const sent = await collector.take('http', 1);
      await collector.delivered(sent.length);
      expect(collector.backend.indexed).toBe(expected);
    } finally {
      await collector.stop();
    }
  });

  test.each(['variable', 'file'] as const)('sends what it still has when it is asked to end, with its configuration in a %s', async (delivery) => {
    const collector = await RunningCollector.start(rendered(delivery === 'file' ? PLACES['a machine'] : SIDECAR), delivery);
    try {
      const sent = [...await collector.take('grpc', 120), ...await collector.take('http', 30)];
      expect(await collector.terminate()).toBe(0);
      expect(byId(collector.backend.spans)).toEqual(byId(sent));
    } finally {
      await collector.stop();
    }
  });
});

describe('what is documented of the components of AWS', () => {
  test.each([
    ['a misspelt key of the exporter', 'index_all_attributes', 'index_all_atributes', 'exporters.awsxray.index_all_atributes is not known'],
    ['a key of the exporter in the proxy', 'aws_endpoint', 'endpoint_override', 'receivers.awsxray.proxy_server.endpoint_override is not known'],
    ['a text for a switch', 'local_mode: true', 'local_mode: "true"', 'must be a switch'],
  ])('lacks %s', (_, from, to, said) => {
    const text = rendered(SIDECAR, () => ({ indexAllAttributes: true, endpoint: 'https://xray.eu-central-1.amazonaws.com' }));
    expect(text).toContain(from);
    expect(undocumented(readYaml(text.replace(from, to))).join()).toContain(said);
  });
});

function deliveryTo(place: string): Delivery {
  return place.startsWith('a machine') ? 'file' : 'variable';
}

function byId<T extends { readonly spanId: string }>(spans: readonly T[]): T[] {
  return [...spans].sort((one, other) => one.spanId.localeCompare(other.spanId));
}
