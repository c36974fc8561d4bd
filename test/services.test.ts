import { readFileSync } from 'fs';
import { join } from 'path';
import { mixins } from '../src';
import { CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE, XRAY_DAEMON_IMAGE } from '../src/collectors/versions';
import { FINDING_IDS } from '../src/findings';
import { SERVICES } from '../src/mixins/private/services';

const README = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
const MIXINS = Object.keys(mixins).filter((name) => name.endsWith('Tracing'));

test('every traced service is a mixin as well', () => {
  expect(MIXINS).toHaveLength(SERVICES.size);
});

test.each(MIXINS)('the README has a row for %s', (name) => {
  expect(README).toContain(`\`${name}\``);
});

test.each([...FINDING_IDS])('the README has cause and remedy of %s', (id) => {
  expect(README).toMatch(new RegExp(`\\| \`cdk-xray::?${id}\` \\|[^|]+\\|[^|]+\\|`));
});

test.each([XRAY_DAEMON_IMAGE, CLOUDWATCH_AGENT_IMAGE, OPENTELEMETRY_COLLECTOR_IMAGE])('the README names the image %s', (image) => {
  expect(README).toContain(`\`${image}\``);
});
