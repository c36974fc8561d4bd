import { Token } from 'aws-cdk-lib';
import { invalid } from '../errors';
import { checkObject } from '../input/check-number';
import { Complain } from '../input/complain';
import { checkOptionNames } from '../input/option-names';
import { checkAmount, DOLLARS, HOSTS, HOURS_PER_MONTH, REQUESTS_PER_SECOND, TRACES } from './private/forecast/check-amount';
import { checkBilling } from './private/forecast/check-billing';
import { checkClient } from './private/forecast/check-traffic';
import { BUDGETED_NAMES } from './private/forecast/forecast-names';
import { HOURS_OF_A_MONTH, SECONDS_OF_AN_HOUR } from './private/forecast/month';
import { reservoirShare, ReservoirUse, sampledShare } from './private/forecast/reservoir-share';
import { SamplingClient } from './sampling-client';
import { TraceBilling } from './trace-billing';

/**
 * The requests that a budget is shared out over: those that begin a trace and that the rule with the budget decides for.
 */
export interface BudgetedTraffic {
  /**
   * How many of them come in a second, on average while they come and on all hosts together: more than 0, up to 1,000,000,000.
   */
  readonly requestsPerSecond: number;

  /**
   * How many hosts, containers or other processes serve them, each of them with its own part of the reservoir: a whole number from 1 to 1,000,000,000.
   *
   * @default 1
   */
  readonly hosts?: number;

  /**
   * How many hours of the month they come: more than 0, up to 744.
   *
   * @default 730
   */
  readonly hoursPerMonth?: number;

  /**
   * Who decides for them, which tells how a reservoir is used up.
   *
   * @default - the first of the rule's `clients`, or of its plan's; else an X-Ray SDK
   */
  readonly client?: SamplingClient;

  /**
   * How the traces are paid for. A budget in traces does not need it.
   *
   * @default - TraceBilling.perTrace(), whose free traces are not counted
   */
  readonly billing?: TraceBilling;
}

/**
 * How much a sampling rule may take in a month. Its fixed rate is computed: the largest one, rounded down to six decimals, with which the traces that are to be
 * expected stay within the budget. A budget is no limit: X-Ray goes by the rate, also when more requests come than were expected. Beside a reservoir, requests
 * that are evenly spaced may take more than those that come at random, for which it is computed: see `SamplingForecast`.
 */
export abstract class SamplingBudget {
  /**
   * So many traces a month.
   *
   * @param traces how many: 0 to 9,007,199,254,740,991
   * @param traffic the requests that the rule decides for. A number of it that is out of range, or a token, is an error
   */
  public static tracesPerMonth(traces: number, traffic: BudgetedTraffic): SamplingBudget {
    const complain = (message: string): never => invalid('SamplingBudget.tracesPerMonth()', message);
    return new TraceBudget(checkAmount(complain, 'traces', traces, TRACES), checkBudgeted(complain, traffic));
  }

  /**
   * So many US dollars a month. The free traces are the account's, once for all of its rules and apps, so they are not counted unless the billing says
   * how many of them are for this rule: with `TraceBilling.perTrace({ freeTraces: 100_000 })` they come on top. Say it for one budget of the account only, or
   * share them out; where each of several budgets counts all of them, together they may cost 0.50 US dollars more for each one but the first.
   *
   * @param dollars how many: 0 to 1,000,000,000,000
   * @param traffic the requests that the rule decides for, and how their traces are paid for. A number of it that is out of range, or a token, is an error
   */
  public static dollarsPerMonth(dollars: number, traffic: BudgetedTraffic): SamplingBudget {
    const complain = (message: string): never => invalid('SamplingBudget.dollarsPerMonth()', message);
    const amount = checkAmount(complain, 'dollars', dollars, DOLLARS);
    const checked = checkBudgeted(complain, traffic);
    return new TraceBudget(checked.billing._tracesFor(amount), checked);
  }

  protected constructor() {
  }

  /**
   * The largest fixed rate with which the expected traces stay within the budget, beside those of the rule's reservoir.
   *
   * @internal
   */
  public abstract _fixedRate(complain: Complain, reservoir: number, client?: SamplingClient): number;
}

interface CheckedTraffic extends Omit<ReservoirUse, 'client'> {
  readonly seconds: number;
  readonly client?: SamplingClient;
  readonly billing: TraceBilling;
}

function checkBudgeted(complain: Complain, traffic: BudgetedTraffic): CheckedTraffic {
  checkObject(complain, 'traffic', traffic, '{ requestsPerSecond: 40 }');
  checkOptionNames((message) => complain(`traffic: ${message}`), traffic, BUDGETED_NAMES);
  const { requestsPerSecond, hosts, hoursPerMonth, client, billing = TraceBilling.perTrace() } = traffic;
  checkClient(complain, client);
  return {
    requestsPerSecond: checkAmount(complain, 'requestsPerSecond', requestsPerSecond, { ...REQUESTS_PER_SECOND, above: true }),
    hosts: checkAmount(complain, 'hosts', hosts, HOSTS, 1),
    seconds: checkAmount(complain, 'hoursPerMonth', hoursPerMonth, { ...HOURS_PER_MONTH, above: true }, HOURS_OF_A_MONTH) * SECONDS_OF_AN_HOUR,
    client,
    billing: checkBilling(complain, billing),
  };
}

/** A fixed rate is written with so many parts of one. */
const PARTS = 1_000_000;

class TraceBudget extends SamplingBudget {
  constructor(private readonly traces: number, private readonly traffic: CheckedTraffic) {
    super();
  }

  public _fixedRate(complain: Complain, reservoir: number, decides = SamplingClient.XRAY_SDK): number {
    if (Token.isUnresolved(reservoir)) {
      complain('reservoir must be known when the app is synthesized where a budget is given, got a token: give a number, or a fixedRate instead of the budget');
    }
    const shareOf = (size: number): number => reservoirShare({ ...this.traffic, client: this.traffic.client ?? decides }, size, this.traffic.hosts);
    const fromReservoir = shareOf(reservoir);
    if (!this.allows(fromReservoir, 0)) {
      const shown = Math.floor(this.traces).toLocaleString('en-US');
      const fits = largestWhole(reservoir, (size) => this.allows(shareOf(size), 0));
      complain(`reservoir must be ${fits}${fits > 0 ? ' or less' : ''} to stay within the budget of ${shown} traces a month, got ${reservoir}: lower it, or raise the budget`);
    }
    return largestWhole(PARTS, (part) => this.allows(fromReservoir, part / PARTS)) / PARTS;
  }

  private allows(fromReservoir: number, fixedRate: number): boolean {
    const { requestsPerSecond, seconds } = this.traffic;
    return sampledShare(fromReservoir, fixedRate) * requestsPerSecond * seconds <= this.traces;
  }
}

/** The largest whole number that will do, where 0 does and so does each below one that does. */
function largestWhole(most: number, does: (value: number) => boolean): number {
  let low = 0;
  let high = most;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (does(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
