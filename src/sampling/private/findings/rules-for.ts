import { IConstruct } from 'constructs';
import { AppRule, clientsOf } from './app-rule';
import { neverMatching } from './rule-findings';
import { rulesOfApp } from './rules-of-app';
import { placeOf } from '../../../account/place';
import { SamplingClient } from '../../sampling-client';
import { canMeet } from '../shadows/patterns';

/** Who asks for sampling rules. */
export interface SamplingCaller {
  readonly client: SamplingClient;
  readonly serviceType: string;
  /** Its own name, where it is known. */
  readonly serviceName?: string;
}

/** Whether an app certainly has a sampling rule that can be for somebody at the place of a construct. */
export function hasRuleFor(construct: IConstruct, caller: SamplingCaller): boolean {
  const place = placeOf(construct);
  return place !== undefined && rulesOfApp(construct).all()
    .some((rule) => rule.place.key === place.key && rule.condition === undefined && isFor(rule, caller));
}

function isFor(rule: AppRule, { client, serviceType, serviceName }: SamplingCaller): boolean {
  const { patterns } = rule;
  return clientsOf(rule).includes(client)
    && patterns.serviceType !== undefined
    && canMeet(patterns.serviceType, serviceType)
    && patterns.serviceName !== undefined
    && (serviceName === undefined || canMeet(patterns.serviceName, serviceName))
    && neverMatching(rule).length === 0;
}
