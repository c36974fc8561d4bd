import { NarrowedRule } from './narrow';
import { ANY, RuleFacts } from './rule-facts';
import { inTriedOrder } from './tried-order';
import { SamplingClient } from '../../sampling-client';
import { SamplingRequest } from '../../sampling-request';
import { SamplingScope } from '../../sampling-scope';
import { Matcher } from '../matching/matcher';

type OfService = Pick<SamplingRequest, 'serviceName' | 'serviceType'>;

/** A rule of a plan as it is deployed. */
export interface ScopedRule extends NarrowedRule {
  readonly facts: RuleFacts;
}

/** The rules of a plan as they are tried for a request: what narrows them to the plan's service, which may be a pattern or a token, is met by that service. */
export class ScopedRules {
  private readonly matchers = new Map<string, Matcher>();

  constructor(private readonly rules: readonly ScopedRule[], private readonly scope: SamplingScope) {
  }

  /** The service of a request: that of the plan where it names none. */
  public serviceOf({ serviceName, serviceType }: OfService): OfService {
    const { _serviceName, _serviceType } = this.scope;
    return serviceName === undefined ? { serviceName: _serviceName, serviceType: serviceType ?? _serviceType } : { serviceName, serviceType };
  }

  public tried(service: OfService): RuleFacts[] {
    const { isService, isType } = this.meets(service);
    const facts = this.rules.map(({ facts: own, narrowed, planned }) => (narrowed && isService ? {
      ...own,
      patterns: { ...own.patterns, serviceName: ANY, ...planned.serviceType === undefined && isType ? { serviceType: ANY } : {} },
    } : own));
    return facts.some(({ priority }) => priority === undefined) ? facts : inTriedOrder(facts);
  }

  /** Compiled once for each client. */
  public matcher(service: OfService, client: SamplingClient): Matcher {
    const { isService, isType } = this.meets(service);
    const key = `${client} ${isService} ${isType}`;
    const matcher = this.matchers.get(key) ?? new Matcher(this.tried(service), client);
    this.matchers.set(key, matcher);
    return matcher;
  }

  private meets({ serviceName, serviceType }: OfService): { readonly isService: boolean; readonly isType: boolean } {
    return { isService: serviceName === this.scope._serviceName, isType: serviceType === this.scope._serviceType };
  }
}
