import { costOfComparing, Obstacle, Passage } from './passage';
import { canMeet, covers } from './patterns';
import { Reach, reachOf } from './reach';
import { Work } from './work';
import { SamplingClient } from '../../sampling-client';
import { modelOf } from '../matching/client-model';
import { ANY, RuleFacts } from '../rules/rule-facts';

type Taken<T> = readonly T[] | 'unknown' | undefined;

interface Earlier<T> extends Obstacle {
  readonly rule: T;
  readonly certain: boolean;
}

/**
 * The rules that together take every request that a rule would match, so that it never decides: one where one does it, else none that is not needed, as
 * far as the work allows to tell. Nothing where it decides for some request, or where the client ignores it. Unknown where the work is used up or a token
 * hides what matters.
 *
 * @param earlier the rules that are tried before, in this order
 */
export function takenBy<T extends RuleFacts>(rule: T, earlier: readonly T[], client: SamplingClient, work: Work): Taken<T> {
  const reach = reachOf(rule, client);
  if (reach === undefined) {
    return undefined;
  }
  const values = new Values(client, work);
  const met: Earlier<T>[] = [];
  for (const each of earlier) {
    const other = reachOf(each, client);
    const ways = other && values.waysPast(other, reach);
    if (other?.certain && ways?.length === 0) {
      return [each];
    }
    if (other && ways) {
      met.push({ rule: each, asked: other.asked, ways, certain: other.certain });
    }
  }
  return takers(met, reach, new Passage(values.textsOf(reach), work), work);
}

function takers<T>(met: readonly Earlier<T>[], reach: Reach, passage: Passage, work: Work): Taken<T> {
  const certain = met.filter((each) => each.certain);
  const passesAll = passage.isThere(met);
  const passesCertain = passesAll || (certain.length < met.length && passage.isThere(certain));
  if (work.usedUp || (passesCertain && !(passesAll && reach.certain))) {
    return 'unknown';
  }
  return passesAll ? undefined : fewest(certain, passage, work).map(({ rule }) => rule);
}

/** Leaves out what is not needed, from the last one on. */
function fewest<T>(together: readonly Earlier<T>[], passage: Passage, work: Work): readonly Earlier<T>[] {
  return together.reduceRight((needed, each) => {
    const fewer = needed.filter((other) => other !== each);
    return passage.isThere(fewer) || work.usedUp ? needed : fewer;
  }, together);
}

/**
 * What a value can be, and which patterns match it. Beside texts there is what is not one: for most clients it is matched by `*` alone, as is a text
 * with several lines for OpenTelemetry. For the X-Ray SDKs every rule matches a request that lacks the value or has an empty text, so that it never
 * helps to come past another rule: only texts of a character or more count.
 */
class Values {
  private readonly lackingMatches: boolean;

  constructor(client: SamplingClient, private readonly work: Work) {
    this.lackingMatches = modelOf(client).lackingMatches;
  }

  /** The values by which a request can come past an earlier rule; nothing where it does so in any case, without loss for others. */
  public waysPast(earlier: Reach, rule: Reach): string[] | undefined {
    if ([...earlier.asked.keys()].some((value) => !rule.asked.has(value))) {
      return undefined;
    }
    const ways: string[] = [];
    for (const [value, asked] of this.textsOf(rule)) {
      const other = earlier.asked.get(value) ?? ANY;
      if (other === ANY || other === asked) {
        continue;
      }
      const onlyAnyTakesAll = asked === ANY;
      if (onlyAnyTakesAll || !this.work.spend(costOfComparing(other, asked)) || !canMeet(other, asked)) {
        return undefined;
      }
      if (!covers(other, asked)) {
        ways.push(value);
      }
    }
    return ways;
  }

  /** The rule's patterns of texts by which a request can come past others. */
  public textsOf({ asked }: Reach): Map<string, string> {
    const found = [...asked].filter(([, pattern]) => !(this.lackingMatches && pattern === ''));
    return new Map(found.map(([value, pattern]) => [value, this.lackingMatches && /^\*+$/.test(pattern) ? '?*' : pattern]));
  }
}
