'use strict';

const { readFileSync } = require('node:fs');
const Ajv = require('ajv');

/** Reads a schema and documents, and says what is wrong with each: nothing where it obeys the schema. */
const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true }).compile(schema);
process.stdout.write(JSON.stringify(documents.map((document) => validate(document)
  ? []
  : validate.errors.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`))));
