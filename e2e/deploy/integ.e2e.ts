import { readdirSync } from 'fs';
import { join } from 'path';
import { Emulator, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';
import { tracedInAccount } from './private/account';
import { Counts, countByType } from './private/counting';
import { reportFile } from './private/deployed-stacks';
import { deploy } from './private/deploying';
import { inventory } from './private/inventory';
import { destroyAndCompare } from './private/leftovers';
import { tracedByReport } from './private/report';
import { COLD_CACHE_MS } from '../support/cache';

const INTEG = join(__dirname, '..', '..', 'integ');

/** Its custom resources run kubectl against a cluster, which the emulator has none of. */
const NOT_DEPLOYED = ['integ.eks.ts.snapshot'];

/** Apps without `enable()`, which have no report, whose own tracing and collectors still arrive. */
const WITHOUT_REPORT: ReadonlyMap<string, Counts> = new Map<string, Counts>([
  ['integ.ecs-daemon.ts.snapshot', { 'AWS::ECS::TaskDefinition': 3, 'AWS::ECS::Service': 3 }],
  ['integ.ecs-sidecar.ts.snapshot', { 'AWS::ECS::TaskDefinition': 15 }],
  ['integ.groups.ts.snapshot', { 'AWS::Lambda::Function': 1 }],
]);

const SNAPSHOTS = readdirSync(INTEG).filter((name) => name.endsWith('.snapshot') && !NOT_DEPLOYED.includes(name));

describeWith('Deployed, compared with the report, and destroyed:', ['python3', 'npm'], false, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true });
  }, COLD_CACHE_MS);
  afterAll(() => emulator?.stop());

  describe.each(SNAPSHOTS)('%s', (name) => {
    const assembly = join(INTEG, name);
    let before: string[];

    beforeAll(async () => {
      before = await inventory(emulator);
    });

    test('is deployed, and traced where its report says so and nowhere else', async () => {
      await deploy(emulator, assembly);
      const traced = await tracedInAccount(emulator);
      const expected = WITHOUT_REPORT.get(name);
      if (expected === undefined) {
        expect(traced).toEqual(await tracedByReport(emulator, assembly));
      } else {
        expect(reportFile(assembly)).toBeUndefined();
        expect(countByType(traced)).toEqual(expected);
      }
    });

    test('leaves nothing behind', async () => {
      expect(await destroyAndCompare(emulator, assembly, before)).toEqual({ left: [], gone: [] });
    });
  });
});
