'use strict';

const { SFNClient, StartExecutionCommand } = require('@aws-sdk/client-sfn');

const stepFunctions = new SFNClient({});

/** Orders that could not be started stay in the queue; the others leave it. */
exports.handler = async ({ Records: records }) => {
  const results = await Promise.allSettled(records.map(async ({ body }) => {
    const order = JSON.parse(body);
    // The name makes it safe to receive a message twice.
    await stepFunctions.send(new StartExecutionCommand({
      stateMachineArn: process.env.STATE_MACHINE,
      name: order.orderId,
      input: JSON.stringify({ orderId: order.orderId, cents: order.cents }),
    })).catch((error) => {
      if (error.name !== 'ExecutionAlreadyExists') {
        throw error;
      }
    });
  }));
  return {
    batchItemFailures: records
      .filter((_, index) => results[index].status === 'rejected')
      .map(({ messageId }) => ({ itemIdentifier: messageId })),
  };
};
