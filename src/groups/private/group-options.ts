import { Lazy, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { FilterExpression } from '../../filters/filter-expression';
import { hasEmptyPart } from '../../filters/private/build/combine';
import { checkObject, shown } from '../../input/check-number';
import { Complain } from '../../input/complain';
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

const EMPTY = 'filter must look for something, got a part with nothing in it: TraceFilters.ofStack() has found no traced function, state machine or stage '
  + 'of a REST API, so enable tracing, or name services in alsoServices';

const EXAMPLE = '{ filter: FilterExpression.parse(\'service("orders") AND fault\') }';

/** Refuses options that say no group. */
export function checkGroupOptions(complain: Complain, props: TraceGroupProps): void {
  checkObject(complain, 'props', props, EXAMPLE);
  checkOptionNames(complain, props, OPTION_NAMES);
  checkFilter(complain, 'filter', props.filter);
}

/** Refuses what is no filter, such as a text. */
export function checkFilter(complain: Complain, name: string, filter: FilterExpression): void {
  if (!isFilter(filter)) {
    complain(`${name} must be a FilterExpression, got ${shown(filter)}: write ${name}: FilterExpression.parse(${exampleText(filter)}), or build it from parts`);
  }
}

/** The filter as it is when the template is written. */
export function renderFilter(filter: FilterExpression): string {
  return Lazy.uncachedString({ produce: () => filter.render() });
}

/** A filter that grows until synthesis may end up with a part that has nothing in it. */
export function refuseEmptyFilter(group: IConstruct, filter: FilterExpression): void {
  group.node.addValidation({ validate: () => hasEmptyPart(filter._expression) ? [EMPTY] : [] });
}

/** Not by class: another copy of the library may have made it. */
function isFilter(value: unknown): boolean {
  return isRecord(value) && typeof Reflect.get(value, 'render') === 'function' && '_warnings' in value;
}

function exampleText(given: unknown): string {
  return typeof given === 'string' && given !== '' && !Token.isUnresolved(given) ? JSON.stringify(given) : '"…"';
}
