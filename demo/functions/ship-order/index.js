'use strict';

const DAYS = 24 * 60 * 60 * 1000;

/** Stands in for a carrier: everything arrives in two days. */
exports.handler = async ({ orderId, payment }) => {
  const shipment = {
    trackingCode: `SHOP-${orderId.slice(0, 8).toUpperCase()}`,
    arrivesAt: new Date(Date.now() + 2 * DAYS).toISOString(),
  };
  console.log(JSON.stringify({ orderId, paymentId: payment.paymentId, ...shipment }));
  return shipment;
};
