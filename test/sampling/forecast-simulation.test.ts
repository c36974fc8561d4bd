import { createServer } from 'http';
import { setDaemonAddress } from 'aws-xray-sdk-core';
import ServiceConnector, { SdkTarget } from 'aws-xray-sdk-core/dist/lib/middleware/sampling/service_connector';
import { simulate, SimulatedRule, SimulatedService } from './simulated-sampling';
import { makeForecast } from '../../src/sampling/private/forecast/forecast';
import { SamplingClient } from '../../src/sampling/sampling-client';

const { OPENTELEMETRY, XRAY_SDK, XRAY_SDK_NODEJS } = SamplingClient;

/** What the forecast says of each kind of requests in a second. */
function forecasted(rule: SimulatedRule, services: readonly SimulatedService[]): number[][] {
  const traffic = services.flatMap(({ hosts, rates, client }, service) => rates.map((requestsPerSecond, kind) => ({
    name: `${service}.${kind}`, requestsPerSecond, hosts, client, request: { serviceName: `service${service}` },
  })));
  const sampled = makeForecast(() => ({ samplingRuleName: 'rule', ...rule }), { traffic }).traffic.map(({ sampledPerSecond }) => sampledPerSecond);
  return services.map(({ rates }) => sampled.splice(0, rates.length));
}

const CASES: [string, SimulatedRule, SimulatedService[], number][] = [
  ['no reservoir', { fixedRate: 0.3, reservoir: 0 }, [{ hosts: 2, rates: [40] }], 2500],
  ['no rate, little traffic', { fixedRate: 0, reservoir: 5 }, [{ hosts: 1, rates: [2] }], 20000],
  ['traffic below the reservoir', { fixedRate: 0.05, reservoir: 10 }, [{ hosts: 1, rates: [8] }], 6000],
  ['traffic at the reservoir', { fixedRate: 0.05, reservoir: 10 }, [{ hosts: 1, rates: [10] }], 5000],
  ['traffic at a reservoir of one', { fixedRate: 0.05, reservoir: 1 }, [{ hosts: 1, rates: [1] }], 40000],
  ['traffic at a large reservoir', { fixedRate: 0.05, reservoir: 200 }, [{ hosts: 1, rates: [200] }], 200],
  ['traffic above the reservoir', { fixedRate: 0.05, reservoir: 10 }, [{ hosts: 1, rates: [40] }], 1500],
  ['traffic far above the reservoir', { fixedRate: 0.01, reservoir: 1 }, [{ hosts: 1, rates: [300] }], 1500],
  ['a reservoir that hosts share evenly', { fixedRate: 0.05, reservoir: 12 }, [{ hosts: 4, rates: [12] }], 4000],
  ['a reservoir that hosts share unevenly', { fixedRate: 0.05, reservoir: 10 }, [{ hosts: 4, rates: [16] }], 3000],
  ['more hosts than reservoir', { fixedRate: 0.05, reservoir: 3 }, [{ hosts: 20, rates: [30] }], 4000],
  ['two kinds of requests by one rule', { fixedRate: 0.1, reservoir: 10 }, [{ hosts: 2, rates: [9, 6] }], 6000],
  ['two services by one rule', { fixedRate: 0.1, reservoir: 12 }, [{ hosts: 4, rates: [20] }, { hosts: 2, rates: [6] }], 5000],
];

const NODEJS: [string, SimulatedRule, SimulatedService[], number][] = [
  ['no reservoir', { fixedRate: 0.3, reservoir: 0 }, [{ hosts: 2, rates: [40] }], 2500],
  ['a reservoir that hosts share evenly', { fixedRate: 0.05, reservoir: 12 }, [{ hosts: 4, rates: [12] }], 4000],
  ['a large reservoir', { fixedRate: 0.05, reservoir: 200 }, [{ hosts: 1, rates: [200] }], 200],
  ['more hosts than reservoir', { fixedRate: 0.05, reservoir: 3 }, [{ hosts: 20, rates: [30] }], 4000],
];

const BUCKETS: [string, SimulatedRule, SimulatedService[], number][] = [
  ['little traffic', { fixedRate: 0.05, reservoir: 1 }, [{ hosts: 1, rates: [0.3] }], 50000],
  ['traffic at a reservoir of one', { fixedRate: 0.05, reservoir: 1 }, [{ hosts: 1, rates: [1] }], 20000],
  ['traffic above a reservoir of one', { fixedRate: 0.05, reservoir: 1 }, [{ hosts: 1, rates: [4] }], 8000],
  ['traffic at the reservoir', { fixedRate: 0.05, reservoir: 5 }, [{ hosts: 1, rates: [5] }], 3000],
  ['traffic at a larger reservoir', { fixedRate: 0.05, reservoir: 20 }, [{ hosts: 1, rates: [20] }], 800],
  ['hosts', { fixedRate: 0.05, reservoir: 10 }, [{ hosts: 4, rates: [12] }], 1500],
];

describe('the forecast is within 2 percent of what the real limiters sample', () => {
  test.each(CASES)('of the X-Ray SDK: %s', (_title, rule, services, seconds) => expectClose(rule, services, seconds));

  test.each(NODEJS)('of the X-Ray SDK for Node.js: %s', (_title, rule, services, seconds) =>
    expectClose(rule, services.map((service) => ({ ...service, client: XRAY_SDK_NODEJS })), seconds));

  test.each(BUCKETS)('of OpenTelemetry: %s', (_title, rule, services, seconds) =>
    expectClose(rule, services.map((service) => ({ ...service, client: OPENTELEMETRY })), seconds));

  test('where some hosts have the one and some the other', () =>
    expectClose({ fixedRate: 0.05, reservoir: 8 }, [
      { hosts: 2, rates: [6], client: XRAY_SDK },
      { hosts: 2, rates: [10], client: OPENTELEMETRY },
    ], 2000));

  test('over a month in which one service has fewer hours than the other', () => {
    const rule = { fixedRate: 0.1, reservoir: 6 };
    const [all, night] = [{ hosts: 2, rates: [5] }, { hosts: 1, rates: [8] }];
    const decision = { samplingRuleName: 'rule', ...rule };

    const { traffic, tracesPerMonth, tracesPerSecond } = makeForecast(() => decision, {
      traffic: [
        { name: 'all', requestsPerSecond: 5, hosts: 2, hoursPerMonth: 600, request: { serviceName: 'all' } },
        { name: 'night', requestsPerSecond: 8, hoursPerMonth: 200, request: { serviceName: 'night' } },
      ],
    });

    const [[allAtNight], [atNight]] = simulate(rule, [all, night], 5000);
    const [[allAlone]] = simulate(rule, [all], 5000);
    expectWithin(traffic[0].tracesPerMonth, 3600 * (200 * allAtNight + 400 * allAlone));
    expectWithin(traffic[1].tracesPerMonth, 3600 * 200 * atNight);
    expectWithin(tracesPerMonth, 3600 * (200 * (allAtNight + atNight) + 400 * allAlone));
    expectWithin(tracesPerSecond, allAtNight + atNight);
  });
});

test('the X-Ray SDK for Node.js takes the seconds of an expiry for milliseconds, so that no part of a reservoir ever is valid', async () => {
  const inAnHour = Math.floor(Date.now() / 1000) + 3600;

  const { rule } = await targetsFrom({
    LastRuleModification: inAnHour,
    SamplingTargetDocuments: [{ RuleName: 'rule', FixedRate: 0.05, ReservoirQuota: 5, ReservoirQuotaTTL: inAnHour, Interval: 10 }],
  });

  expect(rule).toMatchObject({ quota: 5, rate: 0.05 });
  expect(rule.TTL).toBeLessThan(Date.now() / 1000);
});

test('the two limiters differ by more than 2 percent, so that each has a model of its own', () => {
  const rule = { fixedRate: 0.05, reservoir: 1 };
  const [[counted]] = simulate(rule, [{ hosts: 1, rates: [1], client: XRAY_SDK }], 5000);
  const [[bucket]] = simulate(rule, [{ hosts: 1, rates: [1], client: OPENTELEMETRY }], 5000);

  expect(counted / bucket).toBeGreaterThan(1.2);
});

/** What the SDK makes of X-Ray's answer. */
function targetsFrom(answer: object): Promise<Record<string, SdkTarget>> {
  const server = createServer((_request, response) => response.end(JSON.stringify(answer)));
  return new Promise<Record<string, SdkTarget>>((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      setDaemonAddress(`127.0.0.1:${typeof address === 'object' ? address?.port : address}`);
      ServiceConnector.fetchTargets([], (error, targets) => targets ? resolve(targets) : reject(error));
    });
  }).finally(() => server.close());
}

function expectClose(rule: SimulatedRule, services: readonly SimulatedService[], seconds: number): void {
  const measured = simulate(rule, services, seconds).flat();
  forecasted(rule, services).flat().forEach((expected, index) => expectWithin(expected, measured[index]));
}

function expectWithin(expected: number, measured: number): void {
  expect(Math.abs(expected / measured - 1)).toBeLessThan(0.02);
}
