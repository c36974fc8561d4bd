'use strict';

const xray = require('aws-xray-sdk-core');
const http = require('node:http');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

xray.captureHTTPsGlobal(http);
const dynamodb = xray.captureAWSv3Client(new DynamoDBClient({}));

/** Keeps an order for a tenant and asks for the stock; answers as the stock does. */
exports.handler = async ({ queryStringParameters: query }) => xray.captureAsyncFunc('take order', async (subsegment) => {
  try {
    const { tenant = 'nobody', stock = '200' } = query ?? {};
    subsegment.addAnnotation('tenant', tenant);
    await dynamodb.send(new PutItemCommand({ TableName: process.env.TABLE, Item: { id: { S: tenant } } }));
    const statusCode = await statusOf(`${process.env.AWS_ENDPOINT_URL}/restapis/${process.env.STOCK_API}/prod/_user_request_/?answer=${stock}`);
    return { statusCode, body: process.env._X_AMZN_TRACE_ID };
  } finally {
    subsegment.close();
  }
});

function statusOf(url) {
  return new Promise((resolve, reject) => {
    http.get(url, (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', reject);
  });
}
