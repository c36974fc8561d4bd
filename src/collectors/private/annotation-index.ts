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

/** The annotations that an attribute may become. */
export function annotationsOf(attribute: string, { mayChangeDots }: AnnotationIndex): string[] {
  const annotation = attribute.replace(/[^A-Za-z0-9.]/gu, '_');
  return mayChangeDots ? [annotation, annotation.replaceAll('.', '_')] : [annotation];
}
