import { Fn, Token } from 'aws-cdk-lib';
import { AnnotationIndex } from './annotation-index';
import { exporterIndex } from './exporter-index';
import { readConfiguration } from './own-configuration';
import { OpenTelemetryOptions } from '../collector-options';

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

/** A list can't stand inside a text; the collector splits a text where it wants a list. Source: confmap of open-telemetry/opentelemetry-collector. */
function joined(list: string[]): string {
  return Fn.join(',', list);
}

/** A dollar sign would begin a variable. */
function literal(attribute: string): string {
  return Token.isUnresolved(attribute) ? attribute : attribute.replaceAll('$', '$$$$');
}
