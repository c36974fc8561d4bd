'use strict';

const { OTLPTraceExporter: Grpc } = require('@opentelemetry/exporter-trace-otlp-grpc');
const { OTLPTraceExporter: Http } = require('@opentelemetry/exporter-trace-otlp-proto');
const { BasicTracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace-base');
const { trace, context } = require('@opentelemetry/api');

/** Sends COUNT spans to URL by PROTOCOL, and the one that they are children of; says what it has sent once that is taken. */
async function main({ PROTOCOL, URL: url, COUNT }) {
  const exporter = PROTOCOL === 'grpc' ? new Grpc({ url }) : new Http({ url });
  const results = [];
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) => send(spans, (result) => {
    results.push(result);
    done(result);
  });
  const provider = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: 10_000 })] });
  const tracer = provider.getTracer('e2e');
  const parent = tracer.startSpan('request');
  const within = trace.setSpan(context.active(), parent);
  const children = Array.from({ length: Number(COUNT) }, (_, index) => tracer.startSpan(`step ${index}`, { attributes: { tenant: 'acme', index } }, within));
  const spans = [...children, parent];
  spans.forEach((span) => span.end());
  await provider.forceFlush();
  const failed = results.find(({ error }) => error);
  if (failed) {
    throw failed.error;
  }
  process.stdout.write(JSON.stringify(spans.map((span) => {
    const { traceId, spanId } = span.spanContext();
    return { traceId, spanId, parentSpanId: span.parentSpanContext?.spanId ?? '', name: span.name };
  })));
  process.exit(0);
}

main(process.env);
