import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { consoleHost } from './private/console-host';
import { encodeQuery } from './private/encode';
import { TraceLinkOptions } from './trace-link-options';
import { invalid } from '../errors';
import { FilterExpression } from '../filters/filter-expression';
import { shown } from '../input/check-number';

const DEFAULT_MINUTES = 60;
const MOST_MINUTES = 360;

/**
 * Links to the console of X-Ray, for the account's own Region and partition. The addresses are those of "Console deep linking" in the X-Ray Developer Guide,
 * read 2026-11-23; it has none for groups and insights.
 */
export class TraceConsole {
  /**
   * The console for the Region of a stack.
   *
   * @param scope a construct in the stack; the links are for this stack, and where its Region is known at deployment only, other stacks can't use them
   */
  public static of(scope: IConstruct): TraceConsole {
    if (!Construct.isConstruct(scope)) {
      invalid('TraceConsole.of()', `scope must be a construct, got ${shown(scope)}: write TraceConsole.of(this)`);
    }
    return new TraceConsole(scope);
  }

  private readonly home: string;

  private constructor(scope: IConstruct) {
    this.home = `https://${consoleHost(scope)}/xray/home?region=${Stack.of(scope).region}#`;
  }

  /**
   * The trace map.
   *
   * @param options how it opens
   */
  public traceMapUrl(options?: TraceLinkOptions): string {
    return `${this.home}/service-map?timeRange=${rangeOf('TraceConsole.traceMapUrl()', options)}`;
  }

  /**
   * A list of traces. A link with a filter is a token, for parts of a filter may be known at synthesis only. Tokens in the filter stand in the link as they are:
   * their values should have no signs that have a meaning in a URL.
   *
   * @param filter which traces are listed; all where there is none
   * @param options how it opens
   */
  public tracesUrl(filter?: FilterExpression, options?: TraceLinkOptions): string {
    const list = `${this.home}/traces?timeRange=${rangeOf('TraceConsole.tracesUrl()', options)}`;
    if (filter === undefined) {
      return list;
    }
    if (typeof filter?.render !== 'function') {
      invalid('TraceConsole.tracesUrl()', `filter must be a FilterExpression, got ${shown(filter)}: write FilterExpression.parse('fault')`);
    }
    return `${list}&filter=${Lazy.uncachedString({ produce: () => encodeQuery(filter.render()) })}`;
  }
}

function rangeOf(method: string, options: TraceLinkOptions | undefined): string {
  const timeRange = options?.timeRange ?? Duration.minutes(DEFAULT_MINUTES);
  if (!(timeRange instanceof Duration)) {
    return invalid(method, `timeRange must be a Duration, got ${shown(timeRange)}: write Duration.hours(1)`);
  }
  if (timeRange.isUnresolved()) {
    return `PT${Token.asString(timeRange.toMinutes({ integral: false }))}M`;
  }
  const minutes = timeRange.toMinutes({ integral: false });
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES) {
    invalid(method, `timeRange must be 1 to ${MOST_MINUTES} whole minutes, got ${minutes}: the console shows no more than 6 hours`);
  }
  return `PT${minutes % 60 === 0 ? `${minutes / 60}H` : `${minutes}M`}`;
}
