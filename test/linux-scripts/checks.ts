import { deepStrictEqual, match, ok, strictEqual } from 'assert';

export { deepStrictEqual as same, match, ok as holds, strictEqual as equal };

export interface Check {
  readonly name: string;
  readonly run: () => Promise<void> | void;
}

/** Runs checks one after the other and says a line of each; the number of those that failed. */
export async function runAll(checks: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const { name, run } of checks) {
    try {
      await run();
      console.log(`passed  ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${name}\n${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed;
}
