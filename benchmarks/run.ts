import { parseArgs } from 'node:util';
import { failures } from './gate';
import { profile } from './profile';
import { markdown } from './report';
import { Case, LoadRun, Measurement } from './types';
import { Workspace } from './workspace';

interface Plan {
  readonly cases: Case[];
  readonly functions: number;
  readonly rounds: number;
  /** Sizes of the growth table besides `functions`, each with its number of rounds. */
  readonly growth: [functions: number, rounds: number][];
  readonly loads: number;
}

const PLANS = {
  full: { cases: ['untraced', 'empty-plugin', 'by-hand', 'cdk-xray'], functions: 2000, rounds: 9, growth: [[100, 5], [500, 5], [8000, 3]], loads: 9 },
  gate: { cases: ['untraced', 'empty-plugin', 'cdk-xray'], functions: 2000, rounds: 7, growth: [], loads: 9 },
  quick: { cases: ['untraced', 'empty-plugin', 'by-hand', 'cdk-xray'], functions: 200, rounds: 1, growth: [[100, 1]], loads: 1 },
} satisfies Record<string, Plan>;

const { values } = parseArgs({
  options: {
    gate: { type: 'boolean' },
    quick: { type: 'boolean' },
    profile: { type: 'boolean' },
    lib: { type: 'string' },
    modules: { type: 'string' },
    functions: { type: 'string' },
    rounds: { type: 'string' },
  },
});

const plan: Plan = { ...(values.gate ? PLANS.gate : values.quick ? PLANS.quick : PLANS.full) };
process.exitCode = main({
  ...plan,
  functions: positive('functions', values.functions) ?? plan.functions,
  rounds: positive('rounds', values.rounds) ?? plan.rounds,
});

function main(chosen: Plan): number {
  const workspace = new Workspace({ library: values.lib, modules: values.modules });
  try {
    if (values.profile) {
      process.stdout.write(`${profile(workspace, chosen.functions)}\n`);
      return 0;
    }
    const loads: LoadRun[] = Array.from({ length: chosen.loads }, () => workspace.load());
    const measured = measure(workspace, chosen.cases, chosen.functions, chosen.rounds);
    if (values.gate && failures(measured, loads).length > 0) {
      process.stderr.write('over a limit: as many rounds again, and all of them decide\n');
      measure(workspace, chosen.cases, chosen.functions, chosen.rounds).forEach(({ runs }, index) => measured[index].runs.push(...runs));
    }
    const growth = chosen.growth.map(([functions, rounds]) => measure(workspace, ['untraced', 'cdk-xray'], functions, rounds));
    if (growth.length > 0) {
      growth.push(measured.filter(({ name }) => name === 'untraced' || name === 'cdk-xray'));
      growth.sort((a, b) => a[0].functions - b[0].functions);
    }
    process.stdout.write(`${markdown({ main: measured, growth, loads, cdkVersion: workspace.cdkVersion })}\n`);

    const failed = values.gate ? failures(measured, loads) : [];
    failed.forEach(failure => process.stderr.write(`benchmark gate: ${failure}\n`));
    return failed.length > 0 ? 1 : 0;
  } finally {
    workspace.remove();
  }
}

/** One process per case and round; each round begins with another case, so that none is always first. */
function measure(workspace: Workspace, cases: Case[], functions: number, rounds: number): Measurement[] {
  const measurements: Measurement[] = cases.map(name => ({ name, functions, runs: [] }));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < cases.length; turn++) {
      const { name, runs } = measurements[(round + turn) % cases.length];
      runs.push(workspace.app(name, functions));
    }
    const cpu = measurements.map(({ name, runs }) => `${name} ${runs[round].cpuMs.toFixed(0)}`).join(', ');
    process.stderr.write(`${functions} functions, round ${round + 1} of ${rounds}, CPU ms: ${cpu}\n`);
  }
  return measurements;
}

function positive(option: string, text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`--${option} must be a whole number of at least 1, got ${JSON.stringify(text)}`);
  }
  return value;
}
