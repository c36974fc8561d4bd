'use strict';

const { DynamoDBClient, ScanCommand } = require('@aws-sdk/client-dynamodb');

const dynamodb = new DynamoDBClient({});

/** AppSync resolver of Product.recommendations: other products of the same category. */
exports.handler = async ({ source }) => {
  const { Items: items = [] } = await dynamodb.send(new ScanCommand({
    TableName: process.env.PRODUCTS_TABLE,
    FilterExpression: 'category = :category AND productId <> :productId',
    ExpressionAttributeValues: {
      ':category': { S: source.category },
      ':productId': { S: source.productId },
    },
  }));
  return items.slice(0, 5).map((item) => ({
    productId: item.productId.S,
    title: item.title.S,
    category: item.category.S,
    cents: Number(item.cents.N),
  }));
};
