import { ContainerDefinition } from 'aws-cdk-lib/aws-ecs';
import { KnownContainer, knownContainer } from './known-container';
import { serviceNameOf, usesOpenTelemetry } from './open-telemetry-use';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { Finding } from '../../../finding';
import { samplerNotXRay } from '../../../findings';
import { resolved } from '../../../references';
import { hasRuleFor } from '../../../sampling/private/findings/rules-for';
import { SamplingClient } from '../../../sampling/sampling-client';
import { SamplingServiceType } from '../../../sampling/sampling-service-type';

const SAMPLER = 'OTEL_TRACES_SAMPLER';

/** Samplers that ask for X-Ray's rules. Source: Amazon CloudWatch User Guide, "Trace sampling rate"; read 2026-11-22. */
const OF_XRAY = ['xray', 'parentbased_xray'];

/** What else sets a sampler: Application Signals, files of the SDK's configuration, system properties of Java. */
const CONFIGURED_ELSEWHERE = /^OTEL_AWS_APPLICATION_SIGNALS_ENABLED$|^OTEL_\w*CONFIG\w*_FILE$/;
const SYSTEM_PROPERTY = 'otel.traces.sampler';

/** A container of OpenTelemetry that does not ask for the sampling rules which this app has for it. */
export function samplerFindings(container: ContainerDefinition, { host, collector }: { host: string; collector: CollectorFacts }): Finding[] {
  if (!collector.takesOtlp) {
    return [];
  }
  const known = knownContainer(container);
  return usesOpenTelemetry(known, { host, collector }) && asksNobody(container, known) && hasRuleFor(container, {
    client: SamplingClient.OPENTELEMETRY, serviceType: SamplingServiceType.ECS_CONTAINER, serviceName: serviceNameOf(known),
  }) ? [samplerNotXRay(container.containerName, samplerOf(known))] : [];
}

/** Whether the sampler of a container is known, and is none of X-Ray's. */
function asksNobody(container: ContainerDefinition, known: KnownContainer): boolean {
  if (known.variables.has(SAMPLER) && !known.environment.has(SAMPLER)) {
    return false;
  }
  const value = known.environment.get(SAMPLER) ?? '';
  return value === ''
    ? !known.hasFiles && !isSetElsewhere(container, known)
    : typeof value === 'string' && !OF_XRAY.includes(value.toLowerCase());
}

/** The sampler that is named; an empty name is none. */
function samplerOf({ environment }: KnownContainer): string | undefined {
  const value = environment.get(SAMPLER);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isSetElsewhere(container: ContainerDefinition, { environment, variables }: KnownContainer): boolean {
  return [...variables].some((name) => CONFIGURED_ELSEWHERE.test(name) && environment.get(name) !== 'false')
    || JSON.stringify(resolved(container.renderContainerDefinition(), container)).includes(SYSTEM_PROPERTY);
}
