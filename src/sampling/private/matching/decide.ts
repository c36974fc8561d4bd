import { Token } from 'aws-cdk-lib';
import { checkRequest } from './check-request';
import { DecidingRule } from './decision';
import { passOver } from './explain';
import { Matcher } from './matcher';
import { invalid } from '../../../errors';
import { SamplingClient } from '../../sampling-client';
import { SamplingMatch } from '../../sampling-match';
import { SamplingRequest } from '../../sampling-request';
import { FIELDS, RuleFacts } from '../rules/rule-facts';

/**
 * Which rule decides for a request.
 *
 * @param rules in the order in which they are tried
 * @param last the Default rule, which matches everything
 */
export function decide(rules: readonly RuleFacts[], last: DecidingRule, request: SamplingRequest, client: SamplingClient): SamplingMatch {
  return decideBy(new Matcher(rules, client), last, request);
}

/** The same for rules that are compiled. */
export function decideBy(matcher: Matcher, last: DecidingRule, request: SamplingRequest): SamplingMatch {
  checkRequest((message) => invalid('SamplingRequest', message), request);
  const { rules } = matcher;
  const index = hasTokens(request) ? rules.findIndex((_, tried) => passOver(matcher, tried, request) === undefined) : matcher.find(request);
  const found = index < 0 ? rules.length : index;
  const explain = () => rules.slice(0, found).flatMap((_, tried) => passOver(matcher, tried, request) ?? []);
  if (found === rules.length) {
    return SamplingMatch._of(last, true, explain);
  }
  const { name: samplingRuleName, fixedRate, reservoir } = rules[found].facts;
  return SamplingMatch._of({ samplingRuleName, fixedRate, reservoir }, false, explain);
}

function hasTokens(request: SamplingRequest): boolean {
  const { attributes } = request;
  return FIELDS.some((field) => isToken(request[field])) || (attributes !== undefined && haveTokens(attributes));
}

function haveTokens(attributes: { [key: string]: string }): boolean {
  return isToken(attributes) || Object.entries(attributes).some(([key, value]) => isToken(key) || isToken(value));
}

function isToken(value: unknown): boolean {
  return value !== undefined && Token.isUnresolved(value);
}
