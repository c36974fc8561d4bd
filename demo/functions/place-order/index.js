'use strict';

const { randomUUID } = require('node:crypto');
const { DynamoDBClient, BatchGetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');

const dynamodb = new DynamoDBClient({});
const sns = new SNSClient({});

/** Body: { "items": [{ "productId": "p-1", "quantity": 2 }] } */
exports.handler = async (event) => {
  const quantities = quantitiesOf(event.body);
  if (quantities === undefined) {
    return { statusCode: 400, body: JSON.stringify({ message: 'items must be 1 to 100 products with their quantities' }) };
  }
  const products = await productsOf([...quantities.keys()]);
  if (products.length < quantities.size) {
    return { statusCode: 400, body: JSON.stringify({ message: 'there is no such product' }) };
  }

  const order = {
    orderId: randomUUID(),
    cents: products.reduce((sum, { productId, cents }) => sum + Number(cents.N) * quantities.get(productId.S), 0),
  };
  await dynamodb.send(new PutItemCommand({
    TableName: process.env.ORDERS_TABLE,
    Item: {
      orderId: { S: order.orderId },
      cents: { N: String(order.cents) },
      items: { M: Object.fromEntries([...quantities].map(([productId, quantity]) => [productId, { N: String(quantity) }])) },
      status: { S: 'placed' },
      placedAt: { S: new Date().toISOString() },
    },
  }));
  await sns.send(new PublishCommand({
    TopicArn: process.env.ORDER_PLACED_TOPIC,
    Message: JSON.stringify(order),
  }));
  return { statusCode: 201, body: JSON.stringify({ orderId: order.orderId }) };
};

async function productsOf(productIds) {
  const table = process.env.PRODUCTS_TABLE;
  const { Responses: responses } = await dynamodb.send(new BatchGetItemCommand({
    RequestItems: { [table]: { Keys: productIds.map((productId) => ({ productId: { S: productId } })) } },
  }));
  return responses[table];
}

function quantitiesOf(body) {
  try {
    const { items } = JSON.parse(body);
    const quantities = new Map(items.map(({ productId, quantity }) => [productId, quantity]));
    const valid = quantities.size > 0 && quantities.size <= 100 && [...quantities].every(([productId, quantity]) => (
      typeof productId === 'string' && Number.isInteger(quantity) && quantity > 0
    ));
    return valid ? quantities : undefined;
  } catch {
    return undefined;
  }
}
