'use strict';

const { DynamoDBClient, UpdateItemCommand } = require('@aws-sdk/client-dynamodb');

const dynamodb = new DynamoDBClient({});

/** Body: { "productId": "p-1", "cents": 1199 } */
exports.handler = async (event) => {
  const { productId, cents } = JSON.parse(event.body ?? '{}');
  if (typeof productId !== 'string' || !Number.isInteger(cents) || cents < 0) {
    return { statusCode: 400, body: JSON.stringify({ message: 'productId and cents are required' }) };
  }
  try {
    await dynamodb.send(new UpdateItemCommand({
      TableName: process.env.PRODUCTS_TABLE,
      Key: { productId: { S: productId } },
      UpdateExpression: 'SET cents = :cents',
      ConditionExpression: 'attribute_exists(productId)',
      ExpressionAttributeValues: { ':cents': { N: String(cents) } },
    }));
    return { statusCode: 204 };
  } catch (error) {
    if (error.name === 'ConditionalCheckFailedException') {
      return { statusCode: 404, body: JSON.stringify({ message: 'no such product' }) };
    }
    throw error;
  }
};
