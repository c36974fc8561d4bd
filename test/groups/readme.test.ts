import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import { FilterExpression, FilterResult } from '../../src';

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

test('the README shows how a built filter is rendered', () => {
  const filter = FilterExpression.all(FilterExpression.service('orders'), FilterExpression.responseTime().greaterThan(Duration.seconds(2)));

  expect(README).toContain(`rendered as \`${filter.render()}\``);
});

test('the README shows the error of a filter that can\'t be read', () => {
  const message = messageOf(() => FilterExpression.parse('service("orders") AND respnsetime > 2'));

  expect(README).toContain(`\`\`\`\n${message}\n\`\`\``);
});

test('the trace of the README is found', () => {
  const trace = [JSON.stringify({
    trace_id: '1-6921f0a0-0123456789abcdef01234567',
    id: '70de5b6f19ff9a0a',
    name: 'orders',
    start_time: 1763828896,
    end_time: 1763828898.5,
    http: { response: { status: 503 } },
  })];

  expect(FilterExpression.parse('service("orders") { fault } AND responsetime > 2').matches(trace).result).toBe(FilterResult.MATCHES);
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}
