import { Expression } from '../ast';
import { compareAny } from './compare';
import { Truth, unknownFor } from './three-valued';
import { Unit } from './unit';
import { annotationFindsNothing } from '../annotation-limits';

/** X-Ray indexes so many annotations of a trace. Source: X-Ray Developer Guide, "AWS X-Ray segment documents"; read 2026-11-23. */
const MOST_INDEXED = 50;

/** What an annotation of a part of a trace says. One that X-Ray may not index stands in the documents, and may be found by no filter. */
export function annotationTruth(what: string, expression: Extract<Expression, { kind: 'annotation' }>, part: Unit, whole: Unit): Truth {
  const values = part.annotations.get(expression.key) ?? new Set();
  const [problem] = annotationFindsNothing(expression);
  if (values.size === 0) {
    return compareAny(what, values, expression);
  }
  if (problem !== undefined) {
    return unknownFor(problem);
  }
  return annotationsOf(whole) > MOST_INDEXED
    ? unknownFor(`${what}: the trace has more than ${MOST_INDEXED} annotations, and AWS does not say which of them X-Ray indexes`)
    : compareAny(what, values, expression);
}

function annotationsOf({ annotations }: Unit): number {
  return [...annotations.values()].reduce((sum, values) => sum + values.size, 0);
}
