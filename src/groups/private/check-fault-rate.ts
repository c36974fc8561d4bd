import { Token } from 'aws-cdk-lib';
import { checkGivenName } from './group-name';
import { checkFilter } from './group-options';
import { checkObject } from '../../input/check-number';
import { Complain } from '../../input/complain';
import { checkOptionNames, OptionNames } from '../../input/option-names';
import { FaultRateProps } from '../fault-rate-props';

const OPTION_NAMES: OptionNames = {
  known: ['traces', 'faults', 'tracesGroupName', 'faultsGroupName'],
  elsewhere: new Map([['filter', 'traces'], ['all', 'traces'], ['fault', 'faults']]),
};

/** Refuses what is wrong with either of the two groups before one of them is made. */
export function checkFaultRate(complain: Complain, props: FaultRateProps): void {
  checkObject(complain, 'props', props, '{ traces: FilterExpression.service(\'orders\') }');
  checkOptionNames(complain, props, OPTION_NAMES);
  const { traces, faults, tracesGroupName, faultsGroupName } = props;
  checkFilter(complain, 'traces', traces);
  if (faults !== undefined) {
    checkFilter(complain, 'faults', faults);
  }
  checkGivenName(complain, 'tracesGroupName', tracesGroupName);
  checkGivenName(complain, 'faultsGroupName', faultsGroupName);
  if (tracesGroupName !== undefined && tracesGroupName === faultsGroupName && !Token.isUnresolved(tracesGroupName)) {
    complain(`faultsGroupName must be another name than tracesGroupName, got ${JSON.stringify(faultsGroupName)} for both: rename one, or leave both out`);
  }
}
