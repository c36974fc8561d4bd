import { everyOf, negated, someOf, Truth, unknownFor } from './three-valued';
import { Unit } from './unit';

/** The keywords for a class of statuses, each with the field of a segment that says the same. Source: X-Ray Developer Guide, read 2026-11-22. */
const CLASSES: ReadonlyMap<string, (unit: Unit) => boolean> = new Map([
  ['error', (unit: Unit) => flagged(unit, 'error') || flagged(unit, 'throttle') || within(unit, 400, 499)],
  ['throttle', (unit: Unit) => flagged(unit, 'throttle') || within(unit, 429, 429)],
  ['fault', (unit: Unit) => flagged(unit, 'fault') || within(unit, 500, 599)],
]);

/** The truth of ok, error, throttle or fault; nothing for any other keyword. */
export function outcomeOf(unit: Unit, keyword: string): Truth | undefined {
  if (keyword === 'ok') {
    return okOf(unit);
  }
  const holds = CLASSES.get(keyword);
  if (holds === undefined || holds(unit)) {
    return holds && true;
  }
  return unit.inProgress && unit.status === undefined ? unknownFor(`${keyword}: a segment is in progress and has no status yet`) : false;
}

function okOf(unit: Unit): Truth {
  const failed = someOf(CLASSES.keys(), (keyword) => outcomeOf(unit, keyword) ?? false);
  const answered = unit.status === undefined ? unknownFor('ok: a segment has no HTTP status, and AWS defines ok by it') : within(unit, 200, 299);
  return everyOf([negated(failed), answered], (truth) => truth);
}

function flagged({ document }: Unit, field: string): boolean {
  return document[field] === true;
}

function within({ status }: Unit, lowest: number, highest: number): boolean {
  return status !== undefined && status >= lowest && status <= highest;
}
