'use strict';

const xray = require('aws-xray-sdk-core');
const { createServer } = require('node:http');

xray.enableManualMode();
xray.middleware.setDefaultName(process.env.SERVICE);

/** A service of the X-Ray SDK: it tells what was decided for the request, and in which second of the clock. */
const server = createServer((request, response) => {
  const before = second();
  const segment = xray.middleware.traceRequestResponseCycle(request, response);
  response.end(JSON.stringify({ sampled: !segment.notTraced, rule: segment.aws?.xray?.rule_name, traceId: segment.trace_id, second: before }));
});
server.listen(Number(process.env.PORT), '127.0.0.1');

function second() {
  return Math.floor(Date.now() / 1000);
}
