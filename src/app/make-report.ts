import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Intent, Ledger, LedgerEntry } from '../ledger';
import { SwitchState } from '../switch-state';
import { TracedResource, TracingReport, TracingState } from '../tracing-report';
import { GAPS } from './gaps';
import { Traceable, traceable } from './govern';
import { Mode, modeAt } from './mode';
import { taskOutcome } from './task-report';
import { isTaskType } from './tasks';
import { RenderedResource, Templates } from '../templates';

/** The report of some constructs, from their templates. */
export function makeReport(nodes: IConstruct[], templates: Templates): TracingReport {
  return new TracingReport(nodes
    .map((node) => CfnResource.isCfnResource(node) ? rowOf(node, templates) : undefined)
    .filter((row) => row !== undefined));
}

function rowOf(resource: CfnResource, templates: Templates): TracedResource | undefined {
  const find = outcomeFinder(resource, templates);
  const rendered = find && templates.find(resource);
  return rendered && {
    constructPath: resource.node.path,
    resourceType: resource.cfnResourceType,
    logicalId: rendered.logicalId,
    stack: Stack.of(resource).node.path,
    ...find(rendered),
  };
}

type Outcome = Pick<TracedResource, 'state' | 'reason'>;

/** What there is to say of a resource, if the report has a row for it. */
function outcomeFinder(resource: CfnResource, templates: Templates): ((rendered: RenderedResource) => Outcome) | undefined {
  const found = traceable(resource);
  if (found) {
    return (rendered) => stateOf(found, rendered);
  }
  if (isTaskType(resource.cfnResourceType)) {
    return () => taskOutcome(resource, templates);
  }
  const gap = GAPS.get(resource.cfnResourceType);
  return gap?.reported ? () => gapState(resource, gap.find(resource)?.cause) : undefined;
}

function gapState(resource: CfnResource, cause = ''): Outcome {
  const exclusion = Ledger.of(resource).directives.exclusionOf(resource);
  return exclusion === undefined ? { state: TracingState.UNTRACEABLE, reason: cause } : { state: TracingState.EXCLUDED, reason: exclusion };
}

function stateOf({ resource, service }: Traceable, rendered: RenderedResource): Outcome {
  const entry = Ledger.of(resource).entry(resource);
  const state = service.tracing.readRendered(rendered.properties);
  return {
    state: combine(state, entry),
    reason: entry ? reasonOf(entry, state) : reasonWithoutEntry(resource),
  };
}

function combine(rendered: SwitchState, entry: LedgerEntry | undefined): TracingState {
  if (entry?.intent === Intent.EXCLUDED) {
    return TracingState.EXCLUDED;
  }
  if (entry?.intent === Intent.UNTRACEABLE) {
    return TracingState.UNTRACEABLE;
  }
  if (rendered === 'on') {
    return TracingState.TRACED;
  }
  if (rendered === 'unknown') {
    return TracingState.UNKNOWN;
  }
  if (entry?.intent === Intent.OFF) {
    return TracingState.OFF;
  }
  return entry?.intent === Intent.PERMITTED ? TracingState.PERMITTED : TracingState.UNTRACED;
}

function reasonOf(entry: LedgerEntry, rendered: SwitchState): string {
  const meantOn = entry.intent === Intent.ON && entry.switchAfter !== 'unknown';
  if ((meantOn && rendered !== 'on') || (entry.intent === Intent.OFF && rendered !== 'off')) {
    return `an override or a later change won: it was ${entry.reason}`;
  }
  return entry.reason;
}

function reasonWithoutEntry(resource: CfnResource): string {
  if (!Ledger.of(resource).directives.for(resource)) {
    return 'tracing is not enabled for it';
  }
  return modeAt(resource) === Mode.OFF ? 'the context cdk-xray:mode is off' : 'it was synthesized before tracing could reach it';
}
