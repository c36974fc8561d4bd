import { Token } from 'aws-cdk-lib';
import { invalid } from '../errors';
import { checkObject, shown } from '../input/check-number';
import { checkAmount, PRICE } from './private/forecast/check-amount';

/**
 * Prices of a date. Give those that the bill goes by.
 */
export interface TracePricesOptions {
  /**
   * The day of which the prices are, such as `2026-11-22`.
   */
  readonly asOf: string;

  /**
   * US dollars for a million traces that are recorded: 0 to 1,000,000,000,000.
   *
   * @default - not known; TraceBilling.perTrace() needs it
   */
  readonly dollarsPerMillionTraces?: number;

  /**
   * US dollars for a gigabyte (1,073,741,824 bytes) of spans that are ingested: 0 to 1,000,000,000,000.
   *
   * @default - not known; TraceBilling.transactionSearch() needs it
   */
  readonly dollarsPerGigabyteOfSpans?: number;

  /**
   * US dollars for a million traces that are indexed beyond what is free: 0 to 1,000,000,000,000.
   *
   * @default - not known; TraceBilling.transactionSearch() needs it where more is indexed than is free
   */
  readonly dollarsPerMillionIndexedTraces?: number;
}

/**
 * What traces cost: data with a date, for prices change and differ between Regions.
 */
export class TracePrices {
  /**
   * The prices that this version of the library knows, of a Region such as us-east-1.
   *
   * The price of a recorded trace is that of AWS's page "AWS X-Ray Pricing", read 2026-11-22. Those of Transaction Search are what articles about it say;
   * they were not found on a page of AWS and a forecast calls them unconfirmed: look yours up under "Amazon CloudWatch Pricing" and give them with
   * `TracePrices.of()`.
   */
  public static listed(): TracePrices {
    return new TracePrices(LISTED, false);
  }

  /**
   * Other prices, such as those of your Region or your contract.
   *
   * @param options the prices and their day; a price that is negative or not a number, or a day that there is not, is an error
   */
  public static of(options: TracePricesOptions): TracePrices {
    const complain = (message: string): never => invalid('TracePrices.of()', message);
    checkObject(complain, 'options', options, '{ asOf: \'2026-11-22\', dollarsPerMillionTraces: 5 }');
    const { asOf, dollarsPerMillionTraces, dollarsPerGigabyteOfSpans, dollarsPerMillionIndexedTraces } = options;
    if (!Token.isUnresolved(asOf) && !isDay(asOf)) {
      complain(`asOf must be a day written like 2026-11-22, got ${shown(asOf)}: write the day on which you read the prices`);
    }
    Object.entries({ dollarsPerMillionTraces, dollarsPerGigabyteOfSpans, dollarsPerMillionIndexedTraces })
      .forEach(([name, price]) => checkAmount(complain, name, price, PRICE, 0));
    return new TracePrices(options, true);
  }

  /**
   * The day of which the prices are.
   */
  public readonly asOf: string;

  /**
   * US dollars for a million traces that are recorded.
   */
  public readonly dollarsPerMillionTraces?: number;

  /**
   * US dollars for a gigabyte (1,073,741,824 bytes) of spans that are ingested.
   */
  public readonly dollarsPerGigabyteOfSpans?: number;

  /**
   * US dollars for a million traces that are indexed beyond what is free.
   */
  public readonly dollarsPerMillionIndexedTraces?: number;

  /**
   * Whether the prices of Transaction Search come from the user, and not from an article.
   *
   * @internal
   */
  public readonly _spansConfirmed: boolean;

  private constructor(options: TracePricesOptions, spansConfirmed: boolean) {
    this.asOf = options.asOf;
    this.dollarsPerMillionTraces = options.dollarsPerMillionTraces;
    this.dollarsPerGigabyteOfSpans = options.dollarsPerGigabyteOfSpans;
    this.dollarsPerMillionIndexedTraces = options.dollarsPerMillionIndexedTraces;
    this._spansConfirmed = spansConfirmed;
  }
}

const LISTED: TracePricesOptions = {
  asOf: '2026-11-22',
  dollarsPerMillionTraces: 5,
  dollarsPerGigabyteOfSpans: 0.35,
  dollarsPerMillionIndexedTraces: 0.75,
};

function isDay(text: string): boolean {
  const time = typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
