import { Lazy, Token } from 'aws-cdk-lib';
import { FilterExpression } from '../../filters/filter-expression';
import { checkObject, shown } from '../../input/check-number';
import { Complain } from '../../input/check-text';
import { checkOptionNames, OptionNames } from '../../input/option-names';
import { isRecord } from '../../references';
import { TraceGroupProps } from '../trace-group-props';

const OPTION_NAMES: OptionNames = {
  known: ['groupName', 'filter', 'insights', 'insightNotifications', 'tags'],
  elsewhere: new Map([
    ['name', 'groupName'], ['tracegroupname', 'groupName'], ['filterexpression', 'filter'], ['expression', 'filter'],
    ['insightsenabled', 'insights'], ['notifications', 'insightNotifications'], ['notificationsenabled', 'insightNotifications'],
  ]),
};

const EXAMPLE = '{ filter: FilterExpression.parse(\'service("orders") AND fault\') }';

/** Refuses options that say no group. */
export function checkGroupOptions(complain: Complain, props: TraceGroupProps): void {
  checkObject(complain, 'props', props, EXAMPLE);
  checkOptionNames(complain, props, OPTION_NAMES);
  const { filter } = props;
  if (!isFilter(filter)) {
    complain(`filter must be a FilterExpression, got ${shown(filter)}: write filter: FilterExpression.parse(${exampleText(filter)}), or build it from parts`);
  }
}

/** The filter as it is when the template is written. */
export function renderFilter(filter: FilterExpression): string {
  return Lazy.uncachedString({ produce: () => filter.render() });
}

/** Not by class: another copy of the library may have made it. */
function isFilter(value: unknown): boolean {
  return isRecord(value) && typeof Reflect.get(value, 'render') === 'function' && '_warnings' in value;
}

function exampleText(given: unknown): string {
  return typeof given === 'string' && given !== '' && !Token.isUnresolved(given) ? JSON.stringify(given) : '"…"';
}
