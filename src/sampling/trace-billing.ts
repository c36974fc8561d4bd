import { Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { invalid } from '../errors';
import { TracePrices } from './trace-prices';
import { checkObject, checkRate, shown } from '../input/check-number';
import { Complain } from '../input/complain';
import { checkOptionNames } from '../input/option-names';
import { BYTES, checkAmount, FREE_TRACES, SHARE, SPANS } from './private/forecast/check-amount';
import { checkPrices } from './private/forecast/check-billing';
import { PER_TRACE_NAMES, TRANSACTION_SEARCH_NAMES } from './private/forecast/forecast-names';

/**
 * How an account pays for each trace that is recorded.
 */
export interface PerTraceBillingOptions {
  /**
   * What a trace costs.
   *
   * @default TracePrices.listed()
   */
  readonly prices?: TracePrices;

  /**
   * How many of the month's traces are free: a whole number, 0 or more. AWS gives the first 100,000 of an account; what other apps of the account use of
   * them is not left for this one.
   *
   * @default - 100,000 in a forecast; none in a `SamplingBudget`, as several budgets would each count them
   */
  readonly freeTraces?: number;
}

/**
 * How an account with Transaction Search pays for spans, and for traces that are indexed.
 */
export interface TransactionSearchBillingOptions {
  /**
   * How many spans a trace has on average: 1 to 9,007,199,254,740,991.
   */
  readonly spansPerTrace: number;

  /**
   * How large a span is on average: more than 0.
   */
  readonly spanSize: Size;

  /**
   * Which share of the traces is indexed as trace summaries, 0 to 1: 0.01 is one percent, which is free.
   *
   * @default 0.01
   */
  readonly indexedShare?: number;

  /**
   * What spans and the index cost. The listed ones are not confirmed by AWS, and a forecast says so.
   *
   * @default TracePrices.listed()
   */
  readonly prices?: TracePrices;
}

/**
 * How an account pays for traces. Only the traces themselves are in it: not traces that are retrieved or scanned, nor insights, nor the storage of logs.
 */
export abstract class TraceBilling {
  /**
   * Each recorded trace has a price, after a number of free ones: accounts without Transaction Search.
   *
   * @param options prices and free traces; those of AWS's list where it says nothing
   */
  public static perTrace(options: PerTraceBillingOptions = {}): TraceBilling {
    return new PerTraceBilling(options);
  }

  /**
   * Spans are paid for by their size, and indexed traces by their number: accounts with Transaction Search.
   *
   * @param options what a trace is made of, and prices
   */
  public static transactionSearch(options: TransactionSearchBillingOptions): TraceBilling {
    return new TransactionSearchBilling(options);
  }

  /**
   * What the model is called.
   *
   * @internal
   */
  public abstract readonly _name: string;

  /**
   * The prices that it goes by.
   *
   * @internal
   */
  public abstract readonly _prices: TracePrices;

  /**
   * Whether AWS or the user has said these prices.
   *
   * @internal
   */
  public abstract readonly _confirmed: boolean;

  /**
   * What a reader of a price should know.
   *
   * @internal
   */
  public abstract readonly _notes: string[];

  protected constructor() {
  }

  /**
   * What so many traces of a month cost.
   *
   * @internal
   */
  public abstract _dollars(tracesPerMonth: number): number;

  /**
   * How many traces of a month can be had for so many dollars: infinitely many where they cost nothing.
   *
   * @internal
   */
  public abstract _tracesFor(dollars: number): number;
}

const MILLION = 1_000_000;
const GIGABYTE = 1024 ** 3;
/** Source: X-Ray's page "AWS X-Ray Pricing"; read 2026-11-22. */
const FREE_TRACES_OF_ACCOUNT = 100_000;
/** Source: Amazon CloudWatch User Guide, "Enable transaction search"; read 2026-11-22. */
const FREE_INDEXED_SHARE = 0.01;

class PerTraceBilling extends TraceBilling {
  public readonly _name = 'per trace';
  public readonly _prices: TracePrices;
  public readonly _confirmed = true;
  public readonly _notes: string[];
  private readonly free: number;
  private readonly freeInBudget: number;
  private readonly perTrace: number;

  constructor(options: PerTraceBillingOptions) {
    super();
    const complain = (message: string): never => invalid('TraceBilling.perTrace()', message);
    checkObject(complain, 'options', options, '{ freeTraces: 0 }');
    checkOptionNames(complain, options, PER_TRACE_NAMES);
    const { prices = TracePrices.listed(), freeTraces } = options;
    this.free = checkAmount(complain, 'freeTraces', freeTraces, FREE_TRACES, FREE_TRACES_OF_ACCOUNT);
    this.freeInBudget = freeTraces === undefined ? 0 : this.free;
    checkPrices(complain, prices);
    this.perTrace = needed(complain, prices.dollarsPerMillionTraces, 'dollarsPerMillionTraces') / MILLION;
    this._prices = prices;
    this._notes = this.free === 0 ? [] : [`The first ${this.free.toLocaleString('en-US')} traces of a month are free for the account: for all of its apps together.`];
  }

  public _dollars(tracesPerMonth: number): number {
    return Math.max(0, tracesPerMonth - this.free) * this.perTrace;
  }

  public _tracesFor(dollars: number): number {
    return this.perTrace === 0 ? Infinity : this.freeInBudget + dollars / this.perTrace;
  }
}

class TransactionSearchBilling extends TraceBilling {
  public readonly _name = 'Transaction Search';
  public readonly _prices: TracePrices;
  public readonly _confirmed: boolean;
  public readonly _notes: string[];
  private readonly perTrace: number;

  constructor(options: TransactionSearchBillingOptions) {
    super();
    const complain = (message: string): never => invalid('TraceBilling.transactionSearch()', message);
    checkObject(complain, 'options', options, '{ spansPerTrace: 8, spanSize: Size.kibibytes(1) }');
    checkOptionNames(complain, options, TRANSACTION_SEARCH_NAMES);
    const { spansPerTrace, spanSize, indexedShare, prices = TracePrices.listed() } = options;
    checkPrices(complain, prices);
    const spans = checkAmount(complain, 'spansPerTrace', spansPerTrace, SPANS);
    const bytes = checkAmount(complain, 'the bytes of spanSize', bytesOf(complain, spanSize), BYTES);
    checkRate(complain, 'indexedShare', indexedShare ?? FREE_INDEXED_SHARE);
    const paidShare = Math.max(0, checkAmount(complain, 'indexedShare', indexedShare, SHARE, FREE_INDEXED_SHARE) - FREE_INDEXED_SHARE);
    const index = paidShare === 0 ? 0 : needed(complain, prices.dollarsPerMillionIndexedTraces, 'dollarsPerMillionIndexedTraces');
    this.perTrace = spans * bytes / GIGABYTE * needed(complain, prices.dollarsPerGigabyteOfSpans, 'dollarsPerGigabyteOfSpans') + paidShare * index / MILLION;
    this._prices = prices;
    this._confirmed = prices._spansConfirmed;
    this._notes = this._confirmed ? [] : ['AWS has not confirmed these prices of Transaction Search: give yours with TracePrices.of().'];
  }

  public _dollars(tracesPerMonth: number): number {
    return tracesPerMonth * this.perTrace;
  }

  public _tracesFor(dollars: number): number {
    return this.perTrace === 0 ? Infinity : dollars / this.perTrace;
  }
}

function bytesOf(complain: Complain, size: Size): number {
  if (!(size instanceof Size)) {
    complain(`spanSize must be a Size, got ${shown(size)}: ${BYTES.remedy}`);
  }
  if (size.isUnresolved()) {
    complain(`spanSize must be known when the app is synthesized, got a token: ${BYTES.remedy}`);
  }
  return size.toBytes({ rounding: SizeRoundingBehavior.NONE });
}

function needed(complain: Complain, price: number | undefined, name: string): number {
  return price ?? complain(`prices must have ${name}, got none: give it to TracePrices.of()`);
}
