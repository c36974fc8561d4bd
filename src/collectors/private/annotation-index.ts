import { Fn, Token } from 'aws-cdk-lib';
import { exporterIndex } from './exporter-index';
import { readConfiguration } from './own-configuration';
import { OpenTelemetryOptions } from '../collector-options';

/**
 * Which attributes of spans a collector has X-Ray index as annotations; all others become metadata.
 *
 * Sources, read 2026-11-23: exporter/awsxrayexporter/README.md, config.go and internal/translator/segment.go of open-telemetry/opentelemetry-collector-contrib;
 * translator/translate/otel/exporter/awsxray/translator.go of aws/amazon-cloudwatch-agent, which indexes nothing but what Application Signals sets.
 */
export interface AnnotationIndex {
  /** The attributes by their own names; what is indexed is not known where there are none. */
  readonly attributes?: 'all' | readonly string[];
  /** Whether a dot may become an underscore in an annotation, as it does in old versions: a feature gate, `exporter.xray.allowDot`, is on since. */
  readonly mayChangeDots: boolean;
}

export const NOTHING_INDEXED: AnnotationIndex = { attributes: [], mayChangeDots: false };

/** What the OpenTelemetry collector indexes by its options, or by a configuration of the user's own. */
export function indexOf({ configuration, image, indexedAttributes = [], indexAllAttributes = false }: OpenTelemetryOptions): AnnotationIndex {
  const mayChangeDots = image !== undefined;
  if (configuration !== undefined) {
    const own = readConfiguration(configuration);
    return { attributes: own && exporterIndex(own), mayChangeDots };
  }
  if (indexAllAttributes) {
    return { attributes: 'all', mayChangeDots };
  }
  const isKnown = !Token.isUnresolved(indexedAttributes) && !indexedAttributes.some((attribute) => Token.isUnresolved(attribute));
  return { attributes: isKnown ? indexedAttributes : undefined, mayChangeDots };
}

/** The settings of the exporter to X-Ray. */
export function indexing({ indexedAttributes = [], indexAllAttributes = false }: OpenTelemetryOptions): object {
  const listed = Token.isUnresolved(indexedAttributes) ? joined(indexedAttributes) : indexedAttributes.map(literal);
  return {
    ...listed.length > 0 && { indexed_attributes: listed },
    ...indexAllAttributes && { index_all_attributes: true },
  };
}

/** The annotations that an attribute may become. */
export function annotationsOf(attribute: string, { mayChangeDots }: AnnotationIndex): string[] {
  const annotation = attribute.replace(/[^A-Za-z0-9.]/gu, '_');
  return mayChangeDots ? [annotation, annotation.replaceAll('.', '_')] : [annotation];
}

/** A list can't stand inside a text; the collector splits a text where it wants a list. Source: confmap of open-telemetry/opentelemetry-collector. */
function joined(list: string[]): string {
  return Fn.join(',', list);
}

/** A dollar sign would begin a variable. */
function literal(attribute: string): string {
  return Token.isUnresolved(attribute) ? attribute : attribute.replaceAll('$', '$$$$');
}
