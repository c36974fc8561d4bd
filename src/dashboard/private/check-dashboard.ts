import { Duration, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { checkList, checkObject, shown } from '../../input/check-number';
import { checkText } from '../../input/check-text';
import { Complain } from '../../input/complain';
import { checkOptionNames, OptionNames } from '../../input/option-names';
import { TraceDashboardProps } from '../trace-dashboard-props';

const LONGEST_NAME = 255;
const LONGEST_SERVICE = 200;

const NAMES: OptionNames = {
  known: [
    'groups', 'faultRates', 'samplingRules', 'samplingPlans', 'services', 'resources', 'slowerThan', 'dashboardName', 'defaultInterval', 'title',
  ],
  elsewhere: new Map([['name', 'dashboardName'], ['tracegroups', 'groups'], ['rules', 'samplingRules'], ['plans', 'samplingPlans'], ['interval', 'defaultInterval'], ['group', 'groups'], ['faultrate', 'faultRates'], ['rates', 'faultRates'],
    ['samplingrule', 'samplingRules'], ['samplingplan', 'samplingPlans'], ['resource', 'resources'], ['slow', 'slowerThan']]),
};

/** Refuses what a dashboard can't be made of. */
export function checkDashboard(complain: Complain, props: TraceDashboardProps): void {
  checkObject(complain, 'props', props, '{ groups: [slow] }');
  checkOptionNames(complain, props, NAMES);
  checkMembers(complain, 'groups', props.groups, has('metricTraceCount'), 'a TraceGroup');
  checkMembers(complain, 'faultRates', props.faultRates, has('metric'), 'a FaultRate');
  checkMembers(complain, 'samplingRules', props.samplingRules, has('metricSamplingRate'), 'a SamplingRule');
  checkMembers(complain, 'samplingPlans', props.samplingPlans, has('rules'), 'a SamplingPlan');
  checkMembers(complain, 'resources', props.resources, Construct.isConstruct, 'a construct');
  checkMembers(complain, 'services', props.services, (each) => typeof each === 'string', 'the name of a service, as text');
  const remedies = { empty: 'leave it out, or write at least one character', long: 'shorten it' };
  props.services?.forEach((each, index) => checkText(complain, `services[${index}]`, each, LONGEST_SERVICE, { ...remedies, empty: 'name the service' }));
  checkText(complain, 'title', props.title, LONGEST_NAME, remedies);
  checkText(complain, 'dashboardName', props.dashboardName, LONGEST_NAME, remedies);
  checkNameSigns(complain, props.dashboardName);
  checkDuration(complain, 'slowerThan', props.slowerThan, 'Duration.seconds(2)');
  checkSeconds(complain, 'slowerThan', props.slowerThan);
  checkDuration(complain, 'defaultInterval', props.defaultInterval, 'Duration.hours(3)');
}

function checkMembers(complain: Complain, name: string, list: readonly unknown[] | undefined, fits: (value: unknown) => boolean, what: string): void {
  if (list === undefined || Token.isUnresolved(list)) {
    return;
  }
  checkList(complain, name, list, `${name}: []`);
  list.forEach((each, index) => {
    if (!fits(each)) {
      complain(`${name}[${index}] must be ${what}, got ${shown(each)}: give ${what}, or leave it out`);
    }
  });
}

function has(member: string): (value: unknown) => boolean {
  return (value) => Construct.isConstruct(value) && member in value;
}

function checkNameSigns(complain: Complain, name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name) && !/^[A-Za-z0-9_-]+$/.test(name)) {
    complain(`dashboardName must have letters, digits, - and _ only, got ${JSON.stringify(name)}: leave out the others`);
  }
}

function checkDuration(complain: Complain, name: string, value: Duration | undefined, example: string): void {
  if (value !== undefined && (!(value instanceof Duration) || (!value.isUnresolved() && value.toMilliseconds() <= 0))) {
    complain(`${name} must be a Duration above 0, got ${shown(value)}: write for example ${example}`);
  }
}

/** X-Ray counts in seconds, and of a token nobody can tell how many seconds it has. */
function checkSeconds(complain: Complain, name: string, value: Duration | undefined): void {
  if (value?.isUnresolved() && value.unitLabel() !== 'seconds') {
    complain(`${name} must be a Duration in seconds where it is a token, got one in ${value.unitLabel()}: write Duration.seconds(…)`);
  }
}
