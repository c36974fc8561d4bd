'use strict';

/** Answers with the status that it is asked for; for `crash` it fails. */
exports.handler = async ({ queryStringParameters: query }) => {
  if (query?.answer === 'crash') {
    throw new Error('no stock');
  }
  return { statusCode: Number(query?.answer ?? 200), body: '{}' };
};
