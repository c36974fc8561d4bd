import { Test } from '../ast';
import { compareAny, compareOne, compareTruth } from './compare';
import { outcomeOf } from './outcome';
import { agreed, Truth, unknownFor } from './three-valued';
import { Times, Unit } from './unit';

const TEXT_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['http.url', ['http', 'request', 'url']],
  ['http.method', ['http', 'request', 'method']],
  ['http.useragent', ['http', 'request', 'user_agent']],
  ['http.clientip', ['http', 'request', 'client_ip']],
]);

/** Keywords that X-Ray fills from all segments, with the places where a segment may tell. */
const RESOURCE_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['instance.id', ['aws', 'ec2', 'instance_id']],
  ['availabilityzone', ['aws', 'ec2', 'availability_zone']],
  ['resource.arn', ['resource_arn']],
]);

/** What a keyword says of one segment, or of the trace by its root segment; nothing for keywords that need more than a segment. */
export function keywordOfUnit(unit: Unit, times: Times, keyword: string, test: Test): Truth | undefined {
  const outcome = outcomeOf(unit, keyword);
  if (outcome !== undefined) {
    return compareTruth(keyword, outcome, test);
  }
  const path = TEXT_PATHS.get(keyword);
  if (path !== undefined) {
    return compareOne(keyword, unit.at(...path), test);
  }
  switch (keyword) {
    case 'http.status':
      return unit.status === undefined && unit.inProgress ? unfinished(keyword) : compareOne(keyword, unit.status, test);
    case 'responsetime':
      return unit.inProgress || unit.end === undefined ? unfinished(keyword) : compareTime(keyword, unit.start, unit.end, test);
    case 'duration':
      return times.open ? unfinished(keyword) : compareDuration(keyword, times, test);
    default:
      return undefined;
  }
}

/** What a keyword says of several segments, of which one is enough; nothing for others. */
export function keywordOfUnits(units: readonly Unit[], keyword: string, test: Test): Truth | undefined {
  const resource = RESOURCE_PATHS.get(keyword);
  const path = keyword === 'user' ? ['user'] : resource;
  if (path === undefined) {
    return undefined;
  }
  const values = units.map((unit) => unit.at(...path)).filter((value) => value !== undefined);
  return resource !== undefined && values.length === 0
    ? unknownFor(`${keyword}: the segment documents do not say it`)
    : compareAny(keyword, new Set(values), test);
}

function compareTime(keyword: string, start: number | undefined, end: number | undefined, test: Test): Truth {
  return start === undefined || end === undefined
    ? unknownFor(`${keyword}: a segment has no start time`)
    : compareOne(keyword, Math.round((end - start) * 1e6) / 1e6, test);
}

/** The first segment or the root, the last segment or the last subsegment: AWS says all of them, which mostly come to the same. */
function compareDuration(keyword: string, { starts, ends }: Times, test: Test): Truth {
  const truths = starts.flatMap((start) => ends.map((end) => compareTime(keyword, start, end, test)));
  return agreed(truths, `${keyword}: AWS describes it in ways that differ here: from the root or from the first segment, to the end of the last segment or of the last activity`);
}

function unfinished(keyword: string): Truth {
  return unknownFor(`${keyword}: a segment is in progress`);
}
