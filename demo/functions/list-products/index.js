'use strict';

const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');

const dynamodb = new DynamoDBClient({});

exports.handler = async (event) => {
  const limit = Math.min(Number(event.queryStringParameters?.limit) || 20, 100);
  const { Items: items = [] } = await dynamodb.send(new ScanCommand({
    TableName: process.env.PRODUCTS_TABLE,
    Limit: limit,
  }));
  const products = items.map((item) => ({
    productId: item.productId.S,
    title: item.title.S,
    cents: Number(item.cents.N),
  }));
  return { statusCode: 200, body: JSON.stringify({ products }) };
};
