'use strict';

const { DynamoDBClient, GetItemCommand } = require('@aws-sdk/client-dynamodb');

const dynamodb = new DynamoDBClient({});

exports.handler = async (event) => {
  const { Item: item } = await dynamodb.send(new GetItemCommand({
    TableName: process.env.ORDERS_TABLE,
    Key: { orderId: { S: event.pathParameters.orderId } },
  }));
  if (item === undefined) {
    return { statusCode: 404, body: JSON.stringify({ message: 'no such order' }) };
  }
  return {
    statusCode: 200,
    body: JSON.stringify({ orderId: item.orderId.S, status: item.status.S, cents: Number(item.cents.N) }),
  };
};
