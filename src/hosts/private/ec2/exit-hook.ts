import { markOf } from './user-data-text';

/**
 * Commands for the end of a user data script, in the function that the CDK has bash run at its exit. The script is read by a bash of its own,
 * so that neither `set -e` of the user's nor `exit` of ours reaches the other.
 *
 * @param required whether a failure becomes the exit code of the user's script, and that which later commands (such as a signal) find in `exitCode`
 */
export function exitHook(script: string, required: boolean): string {
  const delimiter = `CDK_XRAY_${markOf(script)}`;
  // a trap on RETURN leaves the function with our code after whatever stands behind us in it
  const failed = required ? '{ [ "$exitCode" -ne 0 ] || exitCode=1; trap \'exit "$exitCode"\' RETURN; }' : 'true';
  return [`bash -s <<'${delimiter}' || ${failed}`, script.replace(/\n+$/, ''), delimiter].join('\n');
}
