import { deployedResources, stackNames } from './deployed-stacks';
import { destroy } from './deploying';
import { inventory } from './inventory';
import { Emulator } from '../../support/emulator';

/** Log groups of collectors, as this library names them. */
const OURS = /CollectorLogs[0-9A-F]{8}$/;

/** How the account differs, after a destruction, from what it was before the deployment. */
export interface Difference {
  /** Except for log groups that the app itself, or the CDK for its functions, retains. */
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
    resources.filter(({ type, retained: stays, logicalId }) => type === 'AWS::Logs::LogGroup' && stays && !OURS.test(logicalId))
      .forEach(({ physicalId }) => retained.add(`logs logGroups ${physicalId}`));
  }
  await destroy(emulator, assembly);
  const now = await inventory(emulator);
  return {
    left: now.filter((item) => !before.includes(item) && !retained.has(item)),
    gone: before.filter((item) => !now.includes(item)),
  };
}
