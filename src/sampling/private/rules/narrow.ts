import { Complain } from '../../../input/complain';
import { PlannedSamplingRule } from '../../sampling-rule-options';
import { SamplingScope } from '../../sampling-scope';

/** A rule of a plan as it is deployed, and whether the plan's scope has narrowed it. */
export interface NarrowedRule {
  readonly planned: PlannedSamplingRule;
  readonly narrowed: boolean;
}

/** Has a rule that names no service be for the service of the plan only: rules hold for every app in the account. */
export function narrow(complain: Complain, planned: PlannedSamplingRule, { _serviceName, _serviceType }: SamplingScope): NarrowedRule {
  if (_serviceName === undefined) {
    return { planned, narrowed: false };
  }
  if (planned.serviceName !== undefined) {
    if (/^\*+$/.test(planned.serviceName)) {
      complain('serviceName must name a service in a plan for one service, got "*": leave it out, or use SamplingScope.account()');
    }
    return { planned, narrowed: false };
  }
  return { planned: { ...planned, serviceName: _serviceName, serviceType: planned.serviceType ?? _serviceType }, narrowed: true };
}
