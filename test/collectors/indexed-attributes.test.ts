import { Fn, Stack, Token } from 'aws-cdk-lib';
import { OpenTelemetryOptions, TraceCollector } from '../../src';
import { annotationsOf } from '../../src/collectors/private/annotation-index';
import { fromYaml } from '../../src/collectors/private/yaml';
import { isRecord } from '../../src/references';

const TWO = ['awsxray', 'awsxray/2'];
const PLACE = { listen: '127.0.0.1', region: 'eu-central-1', localMode: true };

function exporterOf(options: OpenTelemetryOptions): unknown {
  const parsed = fromYaml(TraceCollector.openTelemetry(options)._file(PLACE).text);
  const document = 'value' in parsed && isRecord(parsed.value) ? parsed.value : {};
  return isRecord(document.exporters) ? document.exporters.awsxray : undefined;
}

function indexOf(options: OpenTelemetryOptions): unknown {
  return TraceCollector.openTelemetry(options)._facts().annotations.attributes;
}

function own(exporters: object, pipeline: string[] = ['awsxray'], more: object = {}): OpenTelemetryOptions {
  return {
    configuration: JSON.stringify({
      receivers: { otlp: { protocols: { http: {} } } },
      exporters,
      service: { pipelines: { traces: { receivers: ['otlp'], exporters: pipeline } } },
      ...more,
    }),
  };
}

describe('the exporter', () => {
  test('lists nothing unless told to', () => {
    expect(exporterOf({})).toEqual({ region: 'eu-central-1', local_mode: true });
    expect(exporterOf({ indexedAttributes: [], indexAllAttributes: false })).toEqual({ region: 'eu-central-1', local_mode: true });
  });

  test('lists the attributes by their own names', () => {
    expect(exporterOf({ indexedAttributes: ['order.id', 'otel.resource.service.name'] })).toMatchObject({ indexed_attributes: ['order.id', 'otel.resource.service.name'] });
  });

  test('indexes all', () => {
    expect(exporterOf({ indexAllAttributes: true })).toEqual({ region: 'eu-central-1', local_mode: true, index_all_attributes: true });
  });

  test('does not take a dollar sign for a variable', () => {
    expect(exporterOf({ indexedAttributes: ['$price'] })).toMatchObject({ indexed_attributes: ['$$price'] });
  });

  test('gets tokens as they are', () => {
    const stack = new Stack();
    const textOf = (indexedAttributes: string[]) => TraceCollector.openTelemetry({ indexedAttributes })._file(PLACE).text;
    const file = (indexedAttributes: string[]) => JSON.stringify(stack.resolve(textOf(indexedAttributes)));
    expect(file([Fn.importValue('key')])).toContain('Fn::ImportValue');
    expect(file(Fn.split(';', Fn.importValue('keys')))).toContain('{"Fn::Join":[",",{"Fn::Split":[";",{"Fn::ImportValue":"keys"}]}]}');
  });
});

describe('what is indexed', () => {
  test.each<[string, OpenTelemetryOptions, unknown]>([
    ['nothing', {}, []],
    ['a list', { indexedAttributes: ['order.id'] }, ['order.id']],
    ['all', { indexAllAttributes: true }, 'all'],
    ['a list with a token', { indexedAttributes: ['order.id', Fn.importValue('key')] }, undefined],
    ['a list that is a token', { indexedAttributes: Fn.split(',', Fn.importValue('keys')) }, undefined],
    ['own: nothing', own({ awsxray: null }), []],
    ['own: a list', own({ awsxray: { indexed_attributes: ['a', 'b'] } }), ['a', 'b']],
    ['own: a list as text', own({ awsxray: { indexed_attributes: 'a,b' } }), ['a', 'b']],
    ['own: all', own({ awsxray: { index_all_attributes: true } }), 'all'],
    ['own: two exporters', own({ 'awsxray': { indexed_attributes: ['a'] }, 'awsxray/2': { indexed_attributes: ['a', 'b'] } }, TWO), ['a', 'b']],
    ['own: one of two indexes all', own({ 'awsxray': {}, 'awsxray/2': { index_all_attributes: true } }, TWO), 'all'],
    ['own: an exporter that nothing uses', own({ 'awsxray': { indexed_attributes: ['a'] }, 'awsxray/2': { index_all_attributes: true } }), ['a']],
    ['own: beside a log', own({ awsxray: {}, debug: {} }, ['awsxray', 'debug']), []],
    ['own: through a connector', own({ awsxray: {} }, ['awsxray', 'forward'], { connectors: { forward: {} } }), []],
    ['own: beside another exporter', own({ awsxray: {}, otlp: {} }, ['awsxray', 'otlp']), undefined],
    ['own: by no exporter to X-Ray', own({ debug: {} }, ['debug']), undefined],
    ['own: a variable', own({ awsxray: { indexed_attributes: ['${env:KEY}'] } }), undefined],
    ['own: the list is a variable', own({ awsxray: { indexed_attributes: '${env:KEYS}' } }), undefined],
    ['own: all by a variable', own({ awsxray: { index_all_attributes: '${env:ALL}' } }), undefined],
    ['own: a processor lists on spans', own({ awsxray: {} }, ['awsxray'], { processors: { attributes: { actions: [{ key: 'aws.xray.annotations' }] } } }), undefined],
    ['own: a token', { configuration: Token.asString({ Ref: 'File' }) }, undefined],
  ])('%s', (_, options, expected) => {
    expect(indexOf(options)).toEqual(expected);
  });

  test('is nothing with the other collectors, which can\'t be told', () => {
    expect(TraceCollector.cloudWatchAgent()._facts().annotations.attributes).toEqual([]);
    expect(TraceCollector.xrayDaemon()._facts().annotations.attributes).toEqual([]);
  });

  test('keeps letters, digits and dots', () => {
    expect(annotationsOf('http.request-id/ü', { mayChangeDots: false })).toEqual(['http.request_id__']);
  });

  test('may lose dots with an image of unknown version', () => {
    expect(annotationsOf('http.route', { mayChangeDots: true })).toEqual(['http.route', 'http_route']);
  });
});

describe('refuses', () => {
  test.each<[string, unknown, string]>([
    ['no list', { indexedAttributes: 'order.id' }, 'indexedAttributes must be a list, got "order.id"'],
    ['null', { indexedAttributes: null }, 'indexedAttributes must be a list, got null'],
    ['an empty text', { indexedAttributes: ['a', ''] }, 'indexedAttributes[1] must have 1 to 500 characters, got 0: leave it out'],
    ['a long text', { indexedAttributes: ['a'.repeat(501)] }, 'indexedAttributes[0] must have 1 to 500 characters, got 501'],
    ['a number', { indexedAttributes: [1] }, 'indexedAttributes[0] must be a text, got 1'],
    ['nothing', { indexedAttributes: [undefined] }, 'indexedAttributes[0] must be a text, got undefined'],
    ['half a character', { indexedAttributes: ['\ud800'] }, 'indexedAttributes[0] must be well-formed text'],
    ['a blank', { indexedAttributes: [' a'] }, 'indexedAttributes[0] must not begin or end with a blank, got " a": write "a"'],
    ['one twice', { indexedAttributes: ['a', 'b', 'a'] }, 'indexedAttributes[2] must not be there twice, got "a" again: leave it out'],
    ['51', { indexedAttributes: Array.from({ length: 51 }, (_, index) => `a${index}`) }, 'indexedAttributes must have at most 50 members, got 51'],
    ['a list beside all', { indexedAttributes: ['a'], indexAllAttributes: true }, 'indexedAttributes can\'t be given beside indexAllAttributes'],
    ['a text for all', { indexAllAttributes: 'true' }, 'indexAllAttributes must be true or false, got "true"'],
    ['a list beside a configuration', { ...own({ awsxray: {} }), indexedAttributes: ['a'] }, 'indexedAttributes can\'t be given beside configuration'],
    ['all beside a configuration', { ...own({ awsxray: {} }), indexAllAttributes: true }, 'indexAllAttributes can\'t be given beside configuration'],
  ])('%s', (_, options, message) => {
    expect(() => Reflect.apply(TraceCollector.openTelemetry, TraceCollector, [options])).toThrow(`TraceCollector.openTelemetry(): ${message}`);
  });
});
