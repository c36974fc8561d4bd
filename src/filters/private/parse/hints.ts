import { nearestKeyword } from './nearest-keyword';
import { CAUSE_LISTS, CAUSES } from './root-causes';
import { Operator } from '../ast';
import { shownText } from '../shown-text';

const UNIT = 'a number has no unit; times are in seconds, such as 0.5';
const STATUS = 'the status is "http.status"';

/** Words that people take for keywords, and what they look for. */
const MISTAKEN: ReadonlyMap<string, string> = new Map([
  ['response_time', 'did you mean "responsetime"?'],
  ['latency', 'the time in seconds is "responsetime" (of the server) or "duration" (with everything downstream)'],
  ...['http.status_code', 'http.statuscode', 'http.response.status', 'status', 'status_code', 'statuscode', 'code'].map((word): [string, string] => [word, STATUS]),
  ['coldstart', 'X-Ray has no keyword for it; an annotation that the function sets is found by annotation[ColdStart] = true'],
  ['cold_start', 'X-Ray has no keyword for it; an annotation that the function sets is found by annotation[ColdStart] = true'],
  ['url', 'did you mean "http.url"?'],
  ['method', 'did you mean "http.method"?'],
  ['useragent', 'did you mean "http.useragent"?'],
  ['clientip', 'did you mean "http.clientip"?'],
  ['exists', 'that something is there is asked by its name alone, such as annotation[key]'],
  ['like', 'X-Ray has CONTAINS, BEGINSWITH and ENDSWITH'],
  ['in', 'write one comparison for each value, with OR between them'],
  ['is', 'that something is there is asked by its name alone, that it is not by !, such as !annotation[key]'],
  ...['ms', 's', 'sec', 'secs', 'second', 'seconds', 'millis', 'milliseconds', 'min', 'minutes'].map((word): [string, string] => [word, UNIT]),
]);

/** Why a word is no keyword, and what to write. */
export function keywordProblem(word: string): string {
  return `unknown keyword ${shownText(word)}: ${keywordHint(word)}`;
}

export function rootCauseProblem(word: string): string {
  const problem = keywordProblem(word);
  return `${problem}${problem.endsWith('?') ? '' : '.'} Root causes are rootcause.{${CAUSES.join(',')}}.{${CAUSE_LISTS.join(',')}} and rootcause.json`;
}

function keywordHint(word: string): string {
  const small = word.toLowerCase();
  const mistaken = MISTAKEN.get(small);
  if (mistaken !== undefined) {
    return mistaken;
  }
  if (small === 'metadata' || small.startsWith('metadata.')) {
    return 'metadata can\'t be searched, only annotations can: write it as an annotation in the code, and filter by annotation[key]';
  }
  if (small === 'annotations' || small.startsWith('annotations.')) {
    return 'did you mean "annotation[key]"?';
  }
  if (small.startsWith('//') || small.startsWith('/*') || small.startsWith('--')) {
    return 'a filter has no comments';
  }
  const nearest = nearestKeyword(word);
  return nearest === undefined ? 'expected a keyword, annotation[key], service(…), edge(…), group.name or rootcause' : `did you mean "${nearest}"?`;
}

/** What to write instead of an operator that X-Ray does not have. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['==', 'write ='], ['===', 'write ='], ['!==', 'write !='], ['<>', 'write !='], ['=<', 'write <='], ['=>', 'write >='],
  ['&&', 'write AND'], ['&', 'write AND'], ['||', 'write OR'], ['|', 'write OR'],
  ['=~', 'X-Ray has no regular expressions: use CONTAINS, BEGINSWITH or ENDSWITH'],
  ['~', 'X-Ray has no regular expressions: use CONTAINS, BEGINSWITH or ENDSWITH'],
  ['matches', 'X-Ray has no regular expressions: use CONTAINS, BEGINSWITH or ENDSWITH'],
  ['regex', 'X-Ray has no regular expressions: use CONTAINS, BEGINSWITH or ENDSWITH'],
  ['like', 'use CONTAINS, BEGINSWITH or ENDSWITH, with no wildcards'],
  ['in', 'write one comparison for each value, with OR between them'],
  ['startswith', 'write BEGINSWITH'], ['starts_with', 'write BEGINSWITH'], ['begins_with', 'write BEGINSWITH'], ['ends_with', 'write ENDSWITH'],
]);

/** Says what is wrong with an operator that stands after the name of something, or nothing where it is none. */
export function operatorProblem(operator: string, left: string): string | undefined {
  const small = operator.toLowerCase();
  if (small === 'exists' || small === 'is') {
    return `there is no ${small.toUpperCase()}: ${left} alone asks whether it is there, !${left} whether it is not`;
  }
  const remedy = FOREIGN.get(small);
  return remedy === undefined ? undefined : `X-Ray has no operator ${shownText(operator)}: ${remedy}`;
}

/** What a number should have been written like. */
export function numberProblem(left: string, word: string, operator: Operator): string {
  const [, hundred] = /^([1-5])(?:xx|\*)$/i.exec(word) ?? [];
  if (hundred !== undefined && left === 'http.status') {
    return `${left} must be compared with a number, got ${word}: write ${hundredOf(left, Number(hundred) * 100, operator)}`;
  }
  const [, count, unit] = /^(\d+(?:\.\d+)?)(ms|s|sec|m|min)$/i.exec(word) ?? [];
  if (count !== undefined) {
    return `${left} must be compared with a number without a unit, got ${shownText(word)}: write seconds, such as ${inSeconds(Number(count), unit.toLowerCase())}`;
  }
  const [, digits] = /^\+?(\d+(?:\.\d+)?|\.\d+)\.?$/.exec(word) ?? [];
  return `${left} must be compared with a number, got ${shownText(word)}${digits === undefined ? '' : `: write ${digits.startsWith('.') ? '0' : ''}${digits}`}`;
}

/** All statuses of a hundred, by the operator that they were to be compared with. */
function hundredOf(left: string, first: number, operator: Operator): string {
  const next = first + 100;
  switch (operator) {
    case '!=': return `${left} < ${first} OR ${left} >= ${next}`;
    case '>=':
    case '<': return `${left} ${operator} ${first}`;
    case '>': return `${left} >= ${next}`;
    case '<=': return `${left} < ${next}`;
    default: return `${left} >= ${first} AND ${left} < ${next}`;
  }
}

function inSeconds(count: number, unit: string): number {
  if (unit === 'ms') {
    return count / 1000;
  }
  return unit.startsWith('m') ? count * 60 : count;
}
