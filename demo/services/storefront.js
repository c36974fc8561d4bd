'use strict';

const xray = require('aws-xray-sdk-express');
const { captureFetchGlobal } = require('aws-xray-sdk-fetch');
const express = require('express');

const { API_URL, PORT } = process.env;

// true: the API behind it has a segment of its own
captureFetchGlobal(true);

const app = express();
app.get('/health', (_, response) => response.send('ok'));
app.use(xray.openSegment('storefront'));
app.get('/', async (_, response) => {
  const answer = await fetch(`${API_URL}products?limit=50`);
  const { products } = await answer.json();
  const items = products.map(({ title, cents }) => `<li>${escape(title)}: ${(cents / 100).toFixed(2)}</li>`);
  response.send(`<!doctype html><title>Shop</title><ul>${items.join('')}</ul>`);
});
app.use(xray.closeSegment());

const server = app.listen(PORT);
process.once('SIGTERM', () => server.close());

function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
