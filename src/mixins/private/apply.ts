import { CfnResource } from 'aws-cdk-lib';
import { permit } from './permit';
import { Circumstances, TracedService, TracingSettings } from './traced-service';
import { Finding } from '../../finding';
import { propertyNotSettable } from '../../findings';
import { Intent, Ledger, LedgerEntry } from '../../ledger';
import { SwitchState } from '../../switch-state';

interface Refusal {
  readonly intent: Intent;
  readonly reason: string;
  readonly finding?: Finding;
}

/**
 * Switches one resource on, with everything that belongs to it, or leaves it exactly as it is.
 */
export function switchOn(resource: CfnResource, service: TracedService, settings: TracingSettings, how: Circumstances): void {
  const before = service.tracing.read(resource);
  const write = (entry: Pick<LedgerEntry, 'intent' | 'reason'> & Partial<LedgerEntry>): void =>
    record(resource, service, { switchBefore: before, byMixin: how.byMixin, ...entry });

  const refusal = whyNot(resource, service, settings, how, before);
  const permission = refusal ?? permit(resource, service, settings, how);
  if (!('given' in permission)) {
    say(resource, permission.finding);
    return write(permission);
  }
  if (!permission.given) {
    say(resource, permission.finding);
    return write({ intent: Intent.LEFT, reason: permission.reason });
  }

  service.prepare?.(resource, settings, how.late);
  const putBack = service.tracing.remember(resource);
  const done = {
    inlineActions: permission.inline ? service.permission?.set.actions ?? [] : [],
    undo: () => {
      if (service.tracing.read(resource) === Ledger.of(resource).entry(resource)?.switchAfter) {
        putBack();
      }
      permission.undo();
    },
    repair: permission.repair,
  };
  if (how.permissionOnly && before === 'unset') {
    return write({ ...done, intent: Intent.PERMITTED, reason: 'has what it needs; the switch follows in a later deployment' });
  }
  if (before === 'unset' || (how.byMixin && before !== 'on')) {
    service.tracing.turn(resource, 'on');
  }
  return write({ ...done, intent: Intent.ON, reason: reasonFor(before, how) });
}

/**
 * Switches one resource off, explicitly, so that a deployed one really turns off.
 */
export function switchOff(resource: CfnResource, service: TracedService, settings: TracingSettings): void {
  const switchBefore = service.tracing.read(resource);
  const finding = unsettable(resource, service);
  const reason = service.leftAlone?.(resource, settings) ?? service.obstacle?.(resource)?.cause ?? finding?.cause;
  if (reason !== undefined) {
    say(resource, reason === finding?.cause ? finding : undefined);
    return record(resource, service, { intent: Intent.LEFT, reason, switchBefore, enabled: false });
  }
  const undo = service.tracing.remember(resource);
  service.tracing.turn(resource, 'off');
  return record(resource, service, {
    intent: Intent.OFF,
    reason: switchBefore === 'on' ? 'disabled, over its own setting' : 'disabled',
    switchBefore,
    enabled: false,
    undo,
  });
}

/** Leaves a resource exactly as it was before this library came. */
export function leaveOut(resource: CfnResource, service: TracedService, reason: string): void {
  Ledger.of(resource).entry(resource)?.undo();
  Ledger.of(resource).withdrawRequest(resource);
  record(resource, service, { intent: Intent.EXCLUDED, reason, switchBefore: service.tracing.read(resource) });
}

function whyNot(
  resource: CfnResource,
  service: TracedService,
  settings: TracingSettings,
  how: Circumstances,
  before: SwitchState,
): Refusal | undefined {
  const alone = service.leftAlone?.(resource, settings);
  if (alone !== undefined) {
    return { intent: Intent.LEFT, reason: alone };
  }
  if (before === 'off' && !how.byMixin) {
    return { intent: Intent.LEFT, reason: 'its own setting says off' };
  }
  const obstacle = service.obstacle?.(resource);
  if (obstacle) {
    return { intent: Intent.UNTRACEABLE, reason: obstacle.cause, finding: obstacle };
  }
  const closed = unsettable(resource, service);
  const withheld = closed && (how.byMixin || !service.tracing.isMentioned(resource)) ? closed : service.withheld?.(resource, settings);
  return withheld && { intent: Intent.LEFT, reason: withheld.cause, finding: withheld };
}

function unsettable(resource: CfnResource, service: TracedService): Finding | undefined {
  return service.tracing.isSettable(resource) ? undefined : propertyNotSettable(service.tracing.path);
}

function record(
  resource: CfnResource,
  service: TracedService,
  entry: Pick<LedgerEntry, 'intent' | 'reason' | 'switchBefore'> & Partial<LedgerEntry>,
): void {
  Ledger.of(resource).record(resource, {
    enabled: true,
    byMixin: false,
    inlineActions: [],
    undo: () => undefined,
    repair: () => undefined,
    ...entry,
    switchAfter: service.tracing.read(resource),
  });
}

function say(resource: CfnResource, finding: Finding | undefined): void {
  if (finding) {
    Ledger.of(resource).warn(resource, finding);
  }
}

function reasonFor(before: SwitchState, how: Circumstances): string {
  if (before === 'on') {
    return 'its own setting says on';
  }
  if (before === 'unknown' && !how.byMixin) {
    return 'its own setting is decided at deployment';
  }
  return how.byMixin ? 'switched on by its mixin' : 'switched on by XRayTracing';
}
