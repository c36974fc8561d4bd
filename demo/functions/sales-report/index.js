'use strict';

const { DynamoDBClient, paginateScan } = require('@aws-sdk/client-dynamodb');

const dynamodb = new DynamoDBClient({});

exports.handler = async ({ hours }) => {
  const since = new Date(Date.now() - hours * 60 * 60 * 1000).toISOString();
  const report = { since, orders: 0, cents: 0 };
  const pages = paginateScan({ client: dynamodb }, {
    TableName: process.env.ORDERS_TABLE,
    FilterExpression: 'placedAt >= :since',
    ExpressionAttributeValues: { ':since': { S: since } },
  });
  for await (const { Items: items = [] } of pages) {
    report.orders += items.length;
    report.cents += items.reduce((sum, item) => sum + Number(item.cents.N), 0);
  }
  console.log(JSON.stringify(report));
  return report;
};
