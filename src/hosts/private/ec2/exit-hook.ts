import { markOf } from './user-data-text';

/** What the CDK has bash do at the end of a script. */
const CDK_TRAP = /^function exitTrap\(\)\{\nexitCode=\$\?\n([^]*?)\n\}\ntrap exitTrap EXIT(?:\n|$)/;

/** A script of bash, as the CDK writes one. */
export interface BashScript {
  readonly shebang: string;
  /** What it does at its end, in whatever way that comes; it finds the exit code in `exitCode`. */
  readonly atExit: readonly string[];
  readonly commands: string;
}

export function readBash(text: string): BashScript {
  const [, shebang, rest] = /^([^\n]*)\n?([^]*)$/.exec(text) ?? ['', text, ''];
  const trap = CDK_TRAP.exec(rest);
  return { shebang, atExit: trap ? [trap[1]] : [], commands: rest.slice(trap?.[0].length ?? 0) };
}

export function writeBash({ shebang, atExit, commands }: BashScript): string {
  return [shebang, 'function exitTrap(){', 'exitCode=$?', ...atExit, '}', 'trap exitTrap EXIT', commands].join('\n');
}

/**
 * A script as something to do at the end of another, before what else is done there. It is read by a bash of its own, so that neither `set -e` of the
 * user's nor `exit` of ours reaches the other.
 *
 * @param required whether a failure becomes the exit code of the user's script, and that which later commands (such as a signal) find in `exitCode`
 */
export function exitHook(script: string, required: boolean): string {
  const delimiter = `CDK_XRAY_${markOf(script)}`;
  // a trap on RETURN leaves the function with our code after whatever stands behind us in it
  const failed = required ? '{ [ "$exitCode" -ne 0 ] || exitCode=1; trap \'exit "$exitCode"\' RETURN; }' : 'true';
  return [`bash -s <<'${delimiter}' || ${failed}`, script.replace(/\n+$/, ''), delimiter].join('\n');
}
