'use strict';

const synthetics = require('Synthetics');

exports.handler = async () => {
  const url = new URL('products?limit=1', process.env.API_URL);
  await synthetics.executeHttpStep('list products', {
    method: 'GET',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname + url.search,
  });
};
