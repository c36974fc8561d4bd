import { IConstruct } from 'constructs';
import { fail } from '../errors';

const MODE_CONTEXT = 'cdk-xray:mode';

/** What enable() does; set by context, so that it can differ from one environment to the next without code. */
export enum Mode {
  ON = 'on',
  OFF = 'off',
  PERMISSIONS_ONLY = 'permissions-only',
}

/** The mode that holds at a construct. */
export function modeAt(construct: IConstruct): Mode {
  const value: unknown = construct.node.tryGetContext(MODE_CONTEXT);
  if (value === undefined) {
    return Mode.ON;
  }
  const mode = Object.values(Mode).find((candidate) => candidate === value);
  return mode ?? fail(construct, `context ${MODE_CONTEXT} must be one of ${Object.values(Mode).join(', ')}, got ${JSON.stringify(value)}: correct it in cdk.json or on the command line (-c ${MODE_CONTEXT}=off)`);
}
