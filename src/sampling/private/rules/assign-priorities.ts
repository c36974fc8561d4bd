import { Token } from 'aws-cdk-lib';
import { checkObject, checkWhole } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { PriorityBand } from '../../priority-band';
import { PlannedSamplingRule } from '../../sampling-rule-options';

const LOWEST = 1;
const HIGHEST = 9999;

/** Between two rules, so that one that comes between them later does not move the others. */
const STEP = 10;

/** Refuses priorities that X-Ray does not have. */
export function checkBand(complain: Complain, band: PriorityBand): void {
  checkObject(complain, 'priorities', band, '{ first: 2000, last: 2099 }');
  const { first, last } = band;
  for (const [name, value] of [['first', first], ['last', last]] as const) {
    if (Token.isUnresolved(value)) {
      complain(`priorities.${name} must be a whole number, ${LOWEST} to ${HIGHEST}, got a token: priorities are given to the rules at synthesis`);
    }
    checkWhole(complain, `priorities.${name}`, value, { lowest: LOWEST, highest: HIGHEST, remedy: bandRemedy });
  }
  if (last < first) {
    complain(`priorities.last must not be below priorities.first, got ${first} to ${last}: swap them`);
  }
}

function bandRemedy(value: unknown): string {
  return value === undefined ? 'give both first and last' : `${LOWEST} is tried first, ${HIGHEST} last`;
}

/**
 * A priority for each rule, rising in the order of the plan; those that rules have themselves are kept.
 */
export function assignPriorities(complain: Complain, rules: readonly PlannedSamplingRule[], band: PriorityBand): number[] {
  checkOrder(complain, rules);
  return rules.map(({ priority }, index) => priority ?? priorityWithin(complain, band, gapAround(rules, index)));
}

/** The rules without a priority among which one stands, and what bounds them. */
function gapAround(rules: readonly PlannedSamplingRule[], index: number): Gap {
  const before = rules.slice(0, index);
  const after = rules.slice(index);
  const start = before.map(hasKnownPriority).lastIndexOf(true);
  const length = after.findIndex(hasKnownPriority);
  const end = length < 0 ? after.length : length;
  const isFree = ({ priority }: PlannedSamplingRule): boolean => priority === undefined;
  const place = before.slice(start + 1).filter(isFree).length;
  return { below: before[start]?.priority, above: after[end]?.priority, place, free: place + after.slice(0, end).filter(isFree).length };
}

interface Gap {
  /** The priority of the rule before these, where it has one of its own. */
  readonly below: number | undefined;
  /** The priority of the rule after these. */
  readonly above: number | undefined;
  /** How many rules are to get a priority here. */
  readonly free: number;
  /** Which of them this is. */
  readonly place: number;
}

function priorityWithin(complain: Complain, { first, last }: PriorityBand, { below, above, free, place }: Gap): number {
  const lowest = below === undefined || below < first ? first : below + 1;
  const highest = above === undefined || above > last ? last : above - 1;
  const room = highest - lowest + 1;
  if (room < free) {
    complain(`priorities must have room for ${free} ${free === 1 ? 'rule' : 'rules'} in a row, got ${Math.max(room, 0)} from ${lowest} to ${highest}: `
      + 'widen priorities, or leave out those of single rules');
  }
  const step = Math.min(STEP, Math.floor(room / free));
  return lowest === first ? first + place * step : lowest - 1 + (place + 1) * step;
}

function checkOrder(complain: Complain, rules: readonly PlannedSamplingRule[]): void {
  let before: PlannedSamplingRule | undefined;
  rules.forEach((rule, index) => {
    if (!hasKnownPriority(rule)) {
      return;
    }
    const { priority = 0 } = rule;
    if (before?.priority !== undefined && priority < before.priority) {
      complain(`rules[${index}].priority must not be below ${before.priority}, that of ${JSON.stringify(before.samplingRuleName)} before it, got ${priority}: `
        + 'rules are tried in the order of the plan, so move the rule or leave its priority out');
    }
    before = rule;
  });
}

function hasKnownPriority({ priority }: PlannedSamplingRule): boolean {
  return priority !== undefined && !Token.isUnresolved(priority);
}
