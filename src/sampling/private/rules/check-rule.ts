import { Duration, Token } from 'aws-cdk-lib';
import { checkAttributes } from './check-attributes';
import { FIELDS, LONGEST } from './rule-facts';
import { RULE_NAMES } from './rule-option-names';
import { checkList, checkObject, checkRate, checkWhole, shown } from '../../../input/check-number';
import { checkText } from '../../../input/check-text';
import { Complain } from '../../../input/complain';
import { checkOptionNames } from '../../../input/option-names';
import type { DefaultSamplingRule } from '../../default-sampling-rule';
import { SamplingClient } from '../../sampling-client';
import { SamplingRateBoost } from '../../sampling-rate-boost';
import { PlannedSamplingRule, SamplingRuleOptions } from '../../sampling-rule-options';

const LAST_PRIORITY = 9999;
const PRIORITY_OF_DEFAULT = 10_000;

/** X-Ray has it as an integer of 32 bits. */
const LARGEST_RESERVOIR = 2_147_483_647;

/** Refuses what X-Ray would not take, or what could not do what was meant. The name is for others to check. */
export function checkRule(complain: Complain, options: SamplingRuleOptions & Pick<PlannedSamplingRule, 'priority'>): void {
  checkOptionNames(complain, options, RULE_NAMES);
  FIELDS.forEach((field) => checkText(complain, field, options[field], LONGEST[field]));
  checkAttributes(complain, options.attributes);
  checkShare(complain, options);
  checkReservoir(complain, options.reservoir ?? 0);
  if (options.priority !== undefined) {
    checkPriority(complain, options.priority);
  }
  checkBoost(complain, options.samplingRateBoost);
  checkClients(complain, options.clients);
}

/** The rate that a rule has, of checked options. */
export function fixedRateOf(complain: Complain, { fixedRate, budget, reservoir = 0, clients }: SamplingRuleOptions): number {
  return fixedRate ?? budget?._fixedRate(complain, reservoir, clients?.[0]) ?? missingShare(complain);
}

export function checkReservoir(complain: Complain, reservoir: number): void {
  checkWhole(complain, 'reservoir', reservoir, { lowest: 0, highest: LARGEST_RESERVOIR, remedy: () => 'it is how many requests a second are sampled in any case' });
}

export function checkPriority(complain: Complain, priority: number): void {
  checkWhole(complain, 'priority', priority, {
    lowest: 1,
    highest: LAST_PRIORITY,
    remedy: (value) => (value === PRIORITY_OF_DEFAULT
      ? `only X-Ray's rule Default has ${PRIORITY_OF_DEFAULT}, and DefaultSamplingRule sets it`
      : `1 is tried first, ${LAST_PRIORITY} last`),
  });
}

/** Refuses an empty list, and who is no client. */
export function checkClients(complain: Complain, clients: readonly SamplingClient[] | undefined): void {
  if (clients === undefined || Token.isUnresolved(clients)) {
    return;
  }
  checkList(complain, 'clients', clients, '[SamplingClient.XRAY_SDK]');
  if (clients.length === 0) {
    complain(`clients must have at least one member, got ${shown(clients)}: leave it out where anybody may decide`);
  }
  const known: unknown[] = Object.values(SamplingClient);
  const stranger = clients.findIndex((client) => !known.includes(client));
  if (stranger >= 0) {
    complain(`clients[${stranger}] must be one of ${Object.keys(SamplingClient).join(', ')}, got ${shown(clients[stranger])}: use a member of SamplingClient`);
  }
}

function checkShare(complain: Complain, { fixedRate, budget }: SamplingRuleOptions): void {
  if (fixedRate !== undefined && budget !== undefined) {
    complain(`fixedRate must not be given beside budget, from which it is computed, got ${shown(fixedRate)}: leave one of them out`);
  }
  if (fixedRate !== undefined) {
    checkRate(complain, 'fixedRate', fixedRate);
    return;
  }
  if (budget === undefined) {
    missingShare(complain);
  }
  if (!hasMember(budget, '_fixedRate')) {
    complain(`budget must be a SamplingBudget, got ${shown(budget)}: use SamplingBudget.tracesPerMonth() or SamplingBudget.dollarsPerMonth()`);
  }
}

function missingShare(complain: Complain): never {
  return complain('fixedRate or budget must be given, got neither: write fixedRate: 0.05 for 5 percent, or budget: SamplingBudget.tracesPerMonth(…) to have the rate computed');
}

function checkBoost(complain: Complain, boost: SamplingRateBoost | undefined): void {
  if (boost === undefined || Token.isUnresolved(boost)) {
    return;
  }
  checkObject(complain, 'samplingRateBoost', boost, '{ maxRate: 0.5, cooldown: Duration.minutes(10) }');
  checkRate(complain, 'samplingRateBoost.maxRate', boost.maxRate);
  checkCooldown(complain, boost.cooldown);
}

function checkCooldown(complain: Complain, cooldown: Duration): void {
  const name = 'samplingRateBoost.cooldown';
  if (!hasMember(cooldown, 'toMinutes')) {
    complain(`${name} must be a Duration, got ${shown(cooldown)}: write for example Duration.minutes(10)`);
  }
  if (!cooldown.isUnresolved()) {
    checkWhole(complain, `${name} in minutes`, cooldown.toMinutes({ integral: false }), { lowest: 1, remedy: () => 'write for example Duration.minutes(10)' });
  } else if (cooldown.unitLabel() !== 'minutes') {
    complain(`${name} must be in minutes where it is a token, got ${cooldown.unitLabel()}: use Duration.minutes(), for what a token stands for can't be converted`);
  }
}

/** Refuses what is not X-Ray's own rule. */
export function checkDefaultRule(complain: Complain, rule: DefaultSamplingRule | undefined): void {
  if (rule !== undefined && !hasMember(rule, '_decision')) {
    complain(`defaultRule must be a DefaultSamplingRule, got ${shown(rule)}: make one with new DefaultSamplingRule(), or leave it out`);
  }
}

/** Whether a value is of the class that has a member; of classes there may be several copies. */
function hasMember(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}
