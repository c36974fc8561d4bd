'use strict';

const xray = require('aws-xray-sdk-core');
const { createServer } = require('node:http');

xray.enableManualMode();
xray.middleware.setDefaultName('app');

/** The SDK does not tell when it has sent. */
const SENT_WITHIN_MS = 250;

/** An application of the X-Ray SDK, which knows of its collector only what its environment says. */
const server = createServer((request, response) => {
  const [, what, name] = new URL(request.url, 'http://app').pathname.split('/');
  if (what === 'segment') {
    send(name);
    setTimeout(() => response.end('{}'), SENT_WITHIN_MS);
  } else if (what === 'otlp') {
    const sent = sendSpan(name).then((status) => ({ status }), (error) => ({ error: String(error.cause ?? error) }));
    sent.then((answer) => response.end(JSON.stringify(answer)));
  } else {
    const segment = xray.middleware.traceRequestResponseCycle(request, response);
    response.end(JSON.stringify({ rule: segment.aws?.xray?.rule_name }));
  }
});

function send(name) {
  new xray.Segment(name).close();
}

/** One span by OTLP over HTTP, in the fields of the protocol: a message in a message in a message, which has a name. */
async function sendSpan(name) {
  const field = (number, content) => Buffer.concat([Buffer.from([number * 8 + 2, content.length]), content]);
  const span = Buffer.concat([field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 2)), field(5, Buffer.from(name))]);
  const url = `${process.env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces`;
  const headers = { 'content-type': { 'http/protobuf': 'application/x-protobuf' }[process.env.OTEL_EXPORTER_OTLP_PROTOCOL] };
  return (await fetch(url, { method: 'POST', headers, body: field(1, field(2, field(2, span))) })).status;
}

send('first-words');
server.listen(8080);
process.on('SIGTERM', () => {
  if (process.env.APP_IGNORES_STOP) {
    return;
  }
  send('last-words');
  setTimeout(() => process.exit(0), SENT_WITHIN_MS);
});
