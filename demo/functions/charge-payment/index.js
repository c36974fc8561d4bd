'use strict';

const { randomUUID } = require('node:crypto');

const CREDIT_LIMIT_CENTS = 100_000;

/** Stands in for a payment provider: it declines what costs too much. */
exports.handler = async ({ orderId, cents }) => {
  const status = cents <= CREDIT_LIMIT_CENTS ? 'paid' : 'declined';
  console.log(JSON.stringify({ orderId, cents, status }));
  return { paymentId: randomUUID(), status };
};
