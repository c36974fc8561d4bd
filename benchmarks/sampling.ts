import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import { HARD_RULES, REQUESTS, RULES } from './sampling-set';
import { minimum } from './statistics';
import { Matcher } from '../src/sampling/private/matching/matcher';
import { RuleFacts } from '../src/sampling/private/rules/rule-facts';
import { takenBy } from '../src/sampling/private/shadows/shadow';
import { Work } from '../src/sampling/private/shadows/work';
import { SamplingClient } from '../src/sampling/sampling-client';
import { SamplingPlan } from '../src/sampling/sampling-plan';
import { SamplingRequest } from '../src/sampling/sampling-request';
import { SamplingScope } from '../src/sampling/sampling-scope';
import { Reference, xraySdk } from '../test/sampling/reference-clients';

/**
 * How many times as fast as `aws-xray-sdk-core` matching must be, and how many milliseconds the analysis may take. Rules made to be hard use up the work that
 * each may take, which must end too.
 */
const LIMITS = { timesAsFast: 5, shadowMs: 50, hardShadowMs: 2000 };

const ROUNDS = 15;
/** Processes in which the analysis is timed: it is the first run that counts, and of these the least disturbed one. */
const PROCESSES = 5;
/** How often all requests are matched in a round. */
const PASSES = 200;

interface Measured {
  /** The minimum of the rounds: other processes can only ever make one slower. */
  readonly oursNs: number;
  readonly theirsNs: number;
  /** The same by the public `plan.match()`, which also looks at what it is given and can explain itself. */
  readonly planNs: number;
  /** The CPU time of the first analysis in a process, as a synthesis has it. */
  readonly shadowMs: number;
  readonly hardShadowMs: number;
}

const { values } = parseArgs({ options: { gate: { type: 'boolean' }, analysis: { type: 'boolean' } } });
process.exitCode = values.analysis ? printAnalysis() : main(values.gate ?? false);

function main(gate: boolean): number {
  const measured = measure();
  process.stdout.write(`${table(measured)}\n`);
  const failed = gate ? failures(measured) : [];
  failed.forEach((failure) => process.stderr.write(`sampling benchmark gate: ${failure}\n`));
  return failed.length > 0 ? 1 : 0;
}

/** Both matchers take turns, in one process. */
function measure(): Measured {
  const matcher = new Matcher(RULES, SamplingClient.XRAY_SDK);
  const ours: Reference = (request) => RULES[matcher.find(request)]?.name ?? 'Default';
  const theirs = xraySdk(RULES);
  const plan = planOf(RULES);
  const byPlan: Reference = (request) => plan.match(request).samplingRuleName;
  checkSameAnswers(ours, theirs);
  const analyses = Array.from({ length: PROCESSES }, analysisInProcess);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    oursNs: matchingNs(ours),
    theirsNs: matchingNs(theirs),
    planNs: matchingNs(byPlan),
  }));
  return {
    oursNs: minimum(rounds.map(({ oursNs }) => oursNs)),
    theirsNs: minimum(rounds.map(({ theirsNs }) => theirsNs)),
    planNs: minimum(rounds.map(({ planNs }) => planNs)),
    shadowMs: minimum(analyses.map(([easy]) => easy)),
    hardShadowMs: minimum(analyses.map(([, hard]) => hard)),
  };
}

function analysisInProcess(): number[] {
  const { stdout, status } = spawnSync(process.execPath, [...process.execArgv, process.argv[1], '--analysis'], { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`the analysis ended with ${status}`);
  }
  return stdout.trim().split(' ').map(Number);
}

function printAnalysis(): number {
  process.stdout.write(`${analysisMs(RULES)} ${analysisMs(HARD_RULES)}\n`);
  return 0;
}

function planOf(rules: readonly RuleFacts[]): SamplingPlan {
  return new SamplingPlan(new Stack(new App(), 'Stack'), 'Plan', {
    scope: SamplingScope.account(),
    namePrefix: 'shop',
    rules: rules.map(({ name, patterns }) => ({ ...patterns, samplingRuleName: name, fixedRate: 0.05 })),
  });
}

function checkSameAnswers(ours: Reference, theirs: Reference): void {
  const other = REQUESTS.find((request) => ours(request) !== theirs(request));
  if (other !== undefined) {
    throw new Error(`the answers for ${JSON.stringify(other)} differ: ${ours(other)}, and ${theirs(other)} of aws-xray-sdk-core`);
  }
}

function matchingNs(answer: (request: SamplingRequest) => unknown): number {
  const start = performance.now();
  for (let pass = 0; pass < PASSES; pass++) {
    for (const request of REQUESTS) {
      answer(request);
    }
  }
  return (performance.now() - start) * 1e6 / PASSES / REQUESTS.length;
}

/** Looks at every rule, for every kind of client. */
function analysisMs(rules: readonly RuleFacts[]): number {
  const start = process.cpuUsage();
  rules.forEach((rule, index) => {
    const work = new Work();
    Object.values(SamplingClient).forEach((client) => takenBy(rule, rules.slice(0, index), client, work));
  });
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function table({ oursNs, theirsNs, planNs, shadowMs, hardShadowMs }: Measured): string {
  return [
    `| ${RULES.length} sampling rules | |`,
    '|---|---:|',
    `| a request matched by aws-xray-sdk-core | ${theirsNs.toFixed(0)} ns |`,
    `| a request matched by cdk-xray | ${oursNs.toFixed(0)} ns |`,
    `| the same by plan.match(), with everything around it | ${planNs.toFixed(0)} ns |`,
    `| how many times as fast as aws-xray-sdk-core: the matcher, plan.match() | ${(theirsNs / oursNs).toFixed(1)}, ${(theirsNs / planNs).toFixed(1)} |`,
    `| all rules looked at for whether they ever decide, for each kind of client | ${shadowMs.toFixed(1)} ms |`,
    `| the same for rules made to be hard | ${hardShadowMs.toFixed(0)} ms |`,
  ].join('\n');
}

function failures({ oursNs, theirsNs, shadowMs, hardShadowMs }: Measured): string[] {
  const timesAsFast = theirsNs / oursNs;
  return [
    ...timesAsFast < LIMITS.timesAsFast ? [`matching is ${timesAsFast.toFixed(1)} times as fast, the limit is ${LIMITS.timesAsFast}`] : [],
    ...shadowMs > LIMITS.shadowMs ? [`the analysis takes ${shadowMs.toFixed(1)} ms, the limit is ${LIMITS.shadowMs} ms`] : [],
    ...hardShadowMs > LIMITS.hardShadowMs ? [`the analysis of hard rules takes ${hardShadowMs.toFixed(0)} ms, the limit is ${LIMITS.hardShadowMs} ms`] : [],
  ];
}
