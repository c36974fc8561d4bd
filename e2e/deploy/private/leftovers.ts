import { deployedResources, stackNames } from './deployed-stacks';
import { destroy } from './deploying';
import { inventory } from './inventory';
import { Emulator } from '../../support/emulator';

/** Log groups of collectors, as this library names them. */
const OURS = /CollectorLogs[0-9A-F]{8}$/;

/** What the app itself, or the CDK for its functions and canaries, retains; as the inventory names it. */
const RETAINED: ReadonlyMap<string, string> = new Map([
  ['AWS::Logs::LogGroup', 'logs logGroups'],
  ['AWS::S3::Bucket', 's3 Buckets'],
]);

/** How the account differs, after a destruction, from what it was before the deployment. */
export interface Difference {
  /** Except for what is retained. */
  readonly left: string[];
  readonly gone: string[];
}

/** Destroys all stacks of an assembly. */
export async function destroyAndCompare(emulator: Emulator, assembly: string, before: readonly string[]): Promise<Difference> {
  const retained = new Set<string>();
  const deployed = (await emulator.sdk.list('cloudformation', 'describe_stacks', 'Stacks')).map(({ StackName }) => StackName);
  // The CLI leaves out stacks without resources.
  for (const stack of [...stackNames(assembly).values()].filter((name) => deployed.includes(name))) {
    const resources = await deployedResources(emulator, stack);
    for (const { type, physicalId } of resources.filter(({ retained: stays, logicalId }) => stays && !OURS.test(logicalId))) {
      retained.add(`${RETAINED.get(type)} ${physicalId}`);
    }
  }
  await destroy(emulator, assembly);
  const now = await inventory(emulator);
  return {
    left: now.filter((item) => !before.includes(item) && !retained.has(item)),
    gone: before.filter((item) => !now.includes(item)),
  };
}
