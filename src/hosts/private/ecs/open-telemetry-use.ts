import { signOfOpenTelemetry } from './application-findings';
import { KnownContainer } from './known-container';
import { otelVariables } from '../../../collectors/private/application-environment';
import { CollectorFacts } from '../../../collectors/private/collector-facts';

/** Whether more tells of OpenTelemetry in a container than what this library put there. */
export function usesOpenTelemetry(
  { environment, variables }: KnownContainer, { host, collector }: { host: string; collector: CollectorFacts },
): boolean {
  const ours = Object.entries(otelVariables(collector, host));
  const theirs = [...variables].filter((name) => !ours.some(([own, value]) => own === name && environment.get(name) === value));
  return signOfOpenTelemetry({ environment, variables: new Set(theirs) }) !== undefined;
}

/** What a container calls itself in its traces, where its environment says it. */
export function serviceNameOf({ environment }: KnownContainer): string | undefined {
  const name = environment.get('OTEL_SERVICE_NAME') ?? /(?:^|,)\s*service\.name=([^,]+)/.exec(String(environment.get('OTEL_RESOURCE_ATTRIBUTES')))?.[1];
  return typeof name === 'string' ? name : undefined;
}
