import { context } from '@opentelemetry/api';
import { SamplingRuleApplier } from '@opentelemetry/sampler-aws-xray/build/src/sampling-rule-applier';
import Reservoir from 'aws-xray-sdk-core/dist/lib/middleware/sampling/reservoir';
import { SamplingClient } from '../../src/sampling/sampling-client';

/** A rule's part of a simulation. */
export interface SimulatedRule {
  readonly fixedRate: number;
  readonly reservoir: number;
}

/** The hosts of a service and the requests that come to all of them, by kind. */
export interface SimulatedService {
  readonly hosts: number;
  readonly rates: readonly number[];
  readonly client?: SamplingClient;
}

/** Read once: in Jest's sandbox each look at a global costs more than the rest of a roll. */
const { log, floor } = Math;

/** In seconds: never. */
const EXPIRY = 1_000_000_000;

/** In seconds: before every simulation. */
const LONG_AGO = -1;

/** Numbers from 0 to below 1 that look random and are the same in each run: the generator of Park and Miller. */
export class Dice {
  constructor(private state: number) {
  }

  public roll(): number {
    this.state = this.state * 48271 % 2147483647;
    return this.state / 2147483647;
  }

  /** The seconds to the next of events that come at random. */
  public wait(perSecond: number): number {
    return -log(1 - this.roll()) / perSecond;
  }
}

/**
 * Lets requests come at random to the hosts of services that decide by one rule, with the real limiters of their clients, and counts what is sampled of each kind
 * in a second.
 */
export function simulate(rule: SimulatedRule, services: readonly SimulatedService[], seconds: number, dice = new Dice(20261122)): number[][] {
  const quotas = sharedOut(rule.reservoir, services.reduce((all, { hosts }) => all + hosts, 0), dice);
  return services.map(({ hosts, rates, client }) => {
    const sampled = rates.map(() => 0);
    quotas.splice(0, hosts).forEach((quota) => {
      const decide = hostOf(client)(rule, quota, dice);
      const perHost = rates.map((rate) => rate / hosts);
      const all = perHost.reduce((sum, rate) => sum + rate, 0);
      for (let now = dice.wait(all); now < seconds; now += dice.wait(all)) {
        sampled[kindOf(dice.roll() * all, perHost)] += Number(decide(now));
      }
    });
    return sampled.map((count) => count / seconds);
  });
}

function kindOf(point: number, rates: readonly number[]): number {
  let rest = point;
  const found = rates.findIndex((rate) => (rest -= rate) < 0);
  return found < 0 ? rates.length - 1 : found;
}

/** Whole numbers, as even as they can be; which hosts have one more is left to chance. */
function sharedOut(reservoir: number, hosts: number, dice: Dice): number[] {
  const quotas = Array.from({ length: hosts }, (_, host) => floor(reservoir / hosts) + Number(host < reservoir % hosts));
  return quotas.map((quota) => ({ quota, order: dice.roll() })).sort((one, other) => one.order - other.order).map(({ quota }) => quota);
}

type Host = (rule: SimulatedRule, quota: number, dice: Dice) => (now: number) => boolean;

function hostOf(client: SamplingClient | undefined): Host {
  switch (client) {
    case SamplingClient.OPENTELEMETRY:
      return openTelemetryHost;
    case SamplingClient.XRAY_SDK_NODEJS:
      return sdkHost(LONG_AGO);
    default:
      return sdkHost(EXPIRY);
  }
}

/** Decides as the SDK does, with its own reservoir. */
function sdkHost(quotaExpires: number): Host {
  return ({ fixedRate, reservoir: size }, quota, dice) => {
    const reservoir = new Reservoir();
    reservoir.loadNewQuota(quota, quotaExpires);
    return (now) => ['take', 'borrow'].includes(reservoir.borrowOrTake(floor(now), size > 0) || 'neither') || dice.roll() < fixedRate;
  };
}

const EVERYTHING = {
  RuleName: 'rule',
  Priority: 1,
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  ResourceARN: '*',
  Attributes: {},
  Version: 1,
};

const TARGET = { RuleName: 'rule', ReservoirQuotaTTL: EXPIRY, Interval: 10 };

/** The sampler asks for its part every ten seconds, a little more by chance for each process. */
function openTelemetryHost({ fixedRate, reservoir }: SimulatedRule, quota: number, dice: Dice): (now: number) => boolean {
  const interval = 10 + dice.roll() / 10;
  let answered = -Infinity;
  let applier = new SamplingRuleApplier({ ...EVERYTHING, ReservoirSize: reservoir, FixedRate: fixedRate });
  return (now) => at(now, () => {
    if (now - answered >= interval) {
      answered = answered === -Infinity ? 0 : answered + floor((now - answered) / interval) * interval;
      applier = at(answered, () => applier.withTarget({ ...TARGET, FixedRate: fixedRate, ReservoirQuota: quota }));
    }
    return applier.shouldSample(context.active(), traceId(dice), '', 0, {}, []).decision === 2;
  });
}

function traceId(dice: Dice): string {
  return floor(dice.roll() * 4294967296).toString(16).padStart(32, '0');
}

/** Runs with the clock at a time. */
function at<T>(now: number, run: () => T): T {
  const clock = Date.now;
  Date.now = () => floor(now * 1000);
  try {
    return run();
  } finally {
    Date.now = clock;
  }
}
