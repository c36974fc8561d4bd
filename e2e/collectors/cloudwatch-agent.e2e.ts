import { CfnParameter, Stack } from 'aws-cdk-lib';
import { CloudWatchAgentOptions, TraceCollector } from '../../src';
import { COLD_CACHE_MS } from '../support/cache';
import { describeWith } from '../support/requirements';
import { PUBLISHED_RULES } from './agent/published-rules';
import { programs, runProgram } from './programs';
import { COMMON_OPTIONS, Options } from './synthesized/options';
import { deployed, observabilityAddon, Place, PLACES } from './synthesized/places';

const OPTIONS: Options<CloudWatchAgentOptions> = {
  ...COMMON_OPTIONS,
  'the least concurrency': () => ({ concurrency: 1 }),
  'a concurrency of a parameter': (stack) => ({ concurrency: new CfnParameter(stack, 'Concurrency', { type: 'Number' }).valueAsNumber }),
};
const ALL_PLACES: Readonly<Record<string, Place>> = { ...PLACES, 'the add-on of EKS': observabilityAddon };
const SIDECAR = PLACES['a sidecar on AWS Fargate'];

function rendered(place: Place, options: (stack: Stack) => CloudWatchAgentOptions = () => ({})): string {
  return deployed(place, (stack) => TraceCollector.cloudWatchAgent(options(stack))).configuration();
}

/** What is wrong with each configuration. */
async function complaints(configurations: readonly string[]): Promise<string[][]> {
  const documents = configurations.map((text): unknown => JSON.parse(text));
  const answer = await runProgram('check-json', {}, JSON.stringify({ schema: PUBLISHED_RULES, documents }));
  return Array.isArray(answer) ? answer.map((wrong) => Array.isArray(wrong) ? wrong.map(String) : [String(wrong)]) : [];
}

describeWith('the configuration of the CloudWatch agent', ['npm'], false, () => {
  beforeAll(programs, COLD_CACHE_MS);

  test('obeys the rules with each option', async () => {
    const configurations = Object.values(OPTIONS).map((options) => rendered(SIDECAR, options));
    expect(await complaints(configurations)).toEqual(configurations.map(() => []));
  });

  test('obeys the rules at each place', async () => {
    const configurations = Object.values(ALL_PLACES).map((place) => rendered(place));
    expect(await complaints(configurations)).toEqual(configurations.map(() => []));
  });

  test.each(['a machine', 'the add-on of EKS'])('obeys the rules with each option on %s', async (place) => {
    const configurations = Object.values(OPTIONS).map((options) => rendered(ALL_PLACES[place], options));
    expect(await complaints(configurations)).toEqual(configurations.map(() => []));
  });

  test.each([
    ['a buffer that is too small', '"buffer_size_mb":16', '"buffer_size_mb":2', '/traces/buffer_size_mb must be >= 3'],
    ['no concurrency', '"concurrency":1', '"concurrency":0', '/traces/concurrency must be >= 1'],
    ['a number that is a text', '"concurrency":1', '"concurrency":"1"', '/traces/concurrency must be integer'],
    ['an unknown source', '"otlp":', '"otpl":', '/traces/traces_collected must NOT have additional properties'],
    ['no source', /"traces_collected":.*,"buffer/, '"traces_collected":{},"buffer', '/traces/traces_collected must NOT have fewer than 1 properties'],
    ['an unknown key of a source', '"tcp_proxy":', '"proxy_server":', '/traces/traces_collected/xray must NOT have additional properties'],
    ['an address without a port', '"xray":{"bind_address":"127.0.0.1:2000"', '"xray":{"bind_address":"127.0.0.1"', '/traces/traces_collected/xray/bind_address'],
    ['an address that is none', '"grpc_endpoint":"127.0.0.1:4317"', '"grpc_endpoint":"12.0.0.1.5:4317"', '/traces/traces_collected/otlp/grpc_endpoint'],
    ['a port that is none', '"http_endpoint":"127.0.0.1:4318"', '"http_endpoint":"127.0.0.1:65536"', '/traces/traces_collected/otlp/http_endpoint'],
    ['an unknown section', '"agent":', '"agents":', ' must NOT have additional properties'],
    ['a text for a switch', '"local_mode":true', '"local_mode":"true"', '/traces/local_mode must be boolean'],
  ])('breaks them by %s', async (_, from, to, said) => {
    const text = rendered(SIDECAR, OPTIONS['the least concurrency']);
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const [wrong] = await complaints([changed]);
    expect(wrong.join('\n')).toContain(said);
  });
});
