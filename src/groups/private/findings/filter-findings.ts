import { Aws } from 'aws-cdk-lib';
import { AppGroup } from './app-group';
import { filterTextOf } from './filter-text';
import { notedFilterOf } from './noted-filters';
import { FilterExpression } from '../../../filters/filter-expression';
import { FilterSyntaxError } from '../../../filters/private/parse/filter-syntax-error';
import { FilterWarning, warningsOf } from '../../../filters/private/warnings';
import { Finding } from '../../../finding';
import { filterBroken, filterFindsNothing, filterUndocumented } from '../../../findings';
import { resolved } from '../../../references';

/** What is wrong with the filter of a group, as it stands in the template; where that can't be told, with the parts that it was built from. */
export function filterFindings(group: AppGroup): Finding[] {
  const shown = filterTextOf(group.filter);
  if (shown !== undefined) {
    return shown === '' ? [] : findingsIn(shown, filterTextOf(group.filter, Aws.REGION) ?? shown);
  }
  const noted = notedFilterOf(group.resource);
  return noted && isSame(resolved(noted.render(), group.resource), group.filter) ? warningsOf(noted._expression).flatMap(findingOf) : [];
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
    return FilterExpression.parse(judged)._warnings.flatMap(findingOf);
  } catch (error) {
    if (error instanceof FilterSyntaxError) {
      return [filterBroken(error.message)];
    }
    throw error;
  }
}

/** What is in wide use needs no finding. */
function findingOf({ kind, text }: FilterWarning): Finding[] {
  switch (kind) {
    case 'finds-nothing': return [filterFindsNothing(text)];
    case 'undocumented': return [filterUndocumented(text)];
    case 'in-use': return [];
  }
}
