import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Intent, Ledger } from '../ledger';
import { Mode, modeAt } from './mode';
import { leaveOut, switchOff, switchOn } from '../mixins/private/apply';
import { SERVICES } from '../mixins/private/services';
import { withDefaults } from '../mixins/private/settings';
import { TracedService } from '../mixins/private/traced-service';

/** A resource that X-Ray has a switch for, and the switch. */
export interface Traceable {
  readonly resource: CfnResource;
  readonly service: TracedService;
}

export function traceable(construct: IConstruct): Traceable | undefined {
  if (!CfnResource.isCfnResource(construct)) {
    return undefined;
  }
  const service = SERVICES.get(construct.cfnResourceType);
  return service && (service.concerns?.(construct) ?? true) ? { resource: construct, service } : undefined;
}

/**
 * Does to one resource what the user said about it: an exclusion first, then a mixin on the very resource, then its own setting,
 * then the nearest enable() or disable() above it. Doing it twice is doing it once.
 *
 * @param late whether the app is being validated already
 */
export function govern({ resource, service }: Traceable, late: boolean): void {
  const ledger = Ledger.of(resource);
  const exclusion = ledger.directives.exclusionOf(resource);
  const entry = ledger.entry(resource);
  if (exclusion !== undefined) {
    return entry?.intent === Intent.EXCLUDED ? undefined : leaveOut(resource, service, exclusion);
  }
  const directive = ledger.directives.for(resource);
  if (!directive || entry?.byMixin) {
    return entry?.repair();
  }
  if (entry && entry.enabled !== directive.on) {
    entry.undo();
  } else if (entry && service.tracing.read(resource) === entry.switchAfter) {
    return entry.repair();
  }
  const settings = withDefaults(directive.options);
  if (!directive.on) {
    return switchOff(resource, service, settings);
  }
  const mode = modeAt(resource);
  return mode === Mode.OFF
    ? undefined
    : switchOn(resource, service, settings, { byMixin: false, permissionOnly: mode === Mode.PERMISSIONS_ONLY, late });
}

/** Takes back what mixins did to a construct and to everything below it. */
export function leaveOutBelow(construct: IConstruct, reason: string): void {
  for (const node of construct.node.findAll()) {
    const found = traceable(node);
    if (found && Ledger.of(node).entry(found.resource)) {
      leaveOut(found.resource, found.service, reason);
    }
  }
}
