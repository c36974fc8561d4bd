import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Workspace } from './workspace';

interface CpuProfile {
  readonly nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

interface Share {
  /** Time in the function itself. */
  self: number;
  /** Time in it and in all it calls, aws-cdk-lib included. */
  total: number;
}

const ROWS = 40;

/** Where one run of ours spends its time, by function of this library. */
export function profile(workspace: Workspace, functions: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-xray-benchmark-profile-'));
  try {
    workspace.app('cdk-xray', functions, ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder]);
    const text = readFileSync(join(folder, readdirSync(folder)[0]), 'utf8');
    return table(JSON.parse(text) as CpuProfile, `${pathToFileURL(workspace.library)}/`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(data: CpuProfile, library: string): string {
  const self = new Map<number, number>();
  data.samples.forEach((id, i) => self.set(id, (self.get(id) ?? 0) + data.timeDeltas[i] / 1000));
  const nodes = new Map(data.nodes.map(node => [node.id, node]));
  const shares = new Map<string, Share>();
  let all = 0;
  let ours = 0;

  const visit = (id: number, onStack: ReadonlySet<string>): number => {
    const node = nodes.get(id);
    if (node === undefined) {
      return 0;
    }
    const { functionName, url, lineNumber } = node.callFrame;
    const name = url.startsWith(library) ? `${functionName || '(anonymous)'} ${url.slice(library.length)}:${lineNumber + 1}` : undefined;
    const below = name === undefined ? onStack : new Set([...onStack, name]);
    const own = self.get(id) ?? 0;
    const total = (node.children ?? []).reduce((sum, child) => sum + visit(child, below), own);
    all += own;
    ours += below.size > 0 ? own : 0;
    if (name !== undefined) {
      const share = shares.get(name) ?? { self: 0, total: 0 };
      shares.set(name, { self: share.self + own, total: share.total + (onStack.has(name) ? 0 : total) });
    }
    return total;
  };
  visit(data.nodes[0].id, new Set());

  const rows = [...shares].sort(([, a], [, b]) => b.total - a.total).slice(0, ROWS).map(([name, { self: own, total }]) =>
    `${own.toFixed(0).padStart(8)} ${total.toFixed(0).padStart(9)} ${(100 * total / all).toFixed(1).padStart(6)} %  ${name}`);
  return [
    ` self ms  total ms    share  function (${all.toFixed(0)} ms sampled, of them ${ours.toFixed(0)} ms below a function of this library)`,
    ...rows,
  ].join('\n');
}
