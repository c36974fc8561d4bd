import { Aws } from 'aws-cdk-lib';
import { AppGroup } from './app-group';
import { filterTextOf } from './filter-text';
import { notedFilterOf } from './noted-filters';
import { FilterExpression } from '../../../filters/filter-expression';
import { FilterSyntaxError } from '../../../filters/private/parse/filter-syntax-error';
import { FilterWarning } from '../../../filters/private/warnings';
import { Finding } from '../../../finding';
import { filterBroken, filterFindsNothing, filterUndocumented } from '../../../findings';
import { resolved } from '../../../references';

/** What is wrong with the filter of a group. */
export function filterFindings(group: AppGroup): Finding[] {
  const noted = notedFilterOf(group.resource);
  if (noted && isSame(resolved(noted.render(), group.resource), group.filter)) {
    return noted._warnings.map(findingOf);
  }
  const shown = filterTextOf(group.filter);
  return shown ? findingsIn(shown, filterTextOf(group.filter, Aws.REGION) ?? shown) : [];
}

/** An L2's resource may have got another filter by hand. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * @param shown how a reader sees the filter
 * @param judged the same with tokens for what is not known yet, of which nothing is said
 */
function findingsIn(shown: string, judged: string): Finding[] {
  try {
    FilterExpression.parse(shown);
    return FilterExpression.parse(judged)._warnings.map(findingOf);
  } catch (error) {
    if (error instanceof FilterSyntaxError) {
      return [filterBroken(error.message)];
    }
    throw error;
  }
}

function findingOf({ kind, text }: FilterWarning): Finding {
  return kind === 'finds-nothing' ? filterFindsNothing(text) : filterUndocumented(text);
}
