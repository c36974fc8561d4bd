import { AppGroup } from './app-group';
import { filterTextOf } from './filter-text';
import { FilterExpression } from '../../../filters/filter-expression';
import { AnnotationUse, annotationUses } from '../../../filters/private/annotation-keys';
import { FilterSyntaxError } from '../../../filters/private/parse/filter-syntax-error';

/** The annotations that a group's filter looks for; none where it can't be read. In names of services, `…` stands for what is known at deployment only. */
export function annotationsOfGroup({ filter }: AppGroup): AnnotationUse[] {
  const text = filterTextOf(filter);
  if (text === undefined || !/annotation/i.test(text)) {
    return [];
  }
  try {
    return annotationUses(FilterExpression.parse(text)._expression);
  } catch (error) {
    if (error instanceof FilterSyntaxError) {
      return [];
    }
    throw error;
  }
}
