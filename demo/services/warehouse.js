'use strict';

const { getNamespace, Segment, setSegment } = require('aws-xray-sdk-core');
const { captureFetchGlobal } = require('aws-xray-sdk-fetch');

const { API_URL, MINUTES } = process.env;

captureFetchGlobal(true);

/** Writes down what the shelves should hold. */
async function count() {
  const answer = await fetch(`${API_URL}products?limit=100`);
  const { products } = await answer.json();
  console.log(JSON.stringify({ products: products.length, at: new Date().toISOString() }));
}

async function traced(name, work) {
  const segment = new Segment(name);
  await getNamespace().runPromise(async () => {
    setSegment(segment);
    try {
      await work();
      segment.close();
    } catch (error) {
      console.error(error);
      segment.close(error);
    }
  });
}

const timer = setInterval(() => traced('warehouse', count), Number(MINUTES) * 60_000);
process.once('SIGTERM', () => clearInterval(timer));
