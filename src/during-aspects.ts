/**
 * Whether this is called by an Aspect while the CDK visits the tree.
 *
 * The CDK offers no way to ask, so the call stack answers: its function that invokes Aspects has had this name since Aspects exist.
 * Where the answer is wrong, the CDK warns or throws by itself, and the late sweep covers what it can.
 */
export function duringAspects(): boolean {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  return /\binvokeAspects(V2)?\b/.test(stack ?? '');
}
