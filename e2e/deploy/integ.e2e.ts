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
import { providedInAccount } from './private/provided';
import { tracedByReport } from './private/report';
import { COLD_CACHE_MS } from '../support/cache';

const INTEG = join(__dirname, '..', '..', 'integ');

/** Its custom resources run kubectl against a cluster, which the emulator has none of. */
const NOT_DEPLOYED = ['integ.eks.ts.snapshot'];

/** Apps without `enable()`, which have no report: what of them is traced nevertheless, and what they provide. */
const WITHOUT_REPORT: ReadonlyMap<string, Counts> = new Map<string, Counts>([
  ['integ.ec2.ts.snapshot', { roles: 9 }],
  ['integ.ecs-daemon.ts.snapshot', { 'AWS::ECS::TaskDefinition': 3, 'AWS::ECS::Service': 3, 'roles': 3 }],
  ['integ.ecs-sidecar.ts.snapshot', { 'AWS::ECS::TaskDefinition': 15, 'roles': 15 }],
  ['integ.endpoints.ts.snapshot', {
    'xray-endpoints': 4,
    'logs-endpoints': 2,
    's3-endpoints': 4,
    'api-endpoints': 3,
    'dkr-endpoints': 3,
    'ecs-endpoints': 1,
    'ecs-agent-endpoints': 1,
    'ecs-telemetry-endpoints': 1,
    'eks-auth-endpoints': 1,
    'ssm-endpoints': 1,
    'ssmmessages-endpoints': 1,
    'sts-endpoints': 1,
  }],
  ['integ.groups.ts.snapshot', { 'AWS::Lambda::Function': 1 }],
  ['integ.on-premises.ts.snapshot', { roles: 5 }],
  ['integ.sampling-plan.ts.snapshot', { rules: 5 }],
  ['integ.sampling-rule.ts.snapshot', { rules: 3 }],
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
        expect({ ...countByType(traced), ...await providedInAccount(emulator) }).toEqual(expected);
      }
    });

    test('leaves nothing behind', async () => {
      expect(await destroyAndCompare(emulator, assembly, before)).toEqual({ left: [], gone: [] });
    });
  });
});
