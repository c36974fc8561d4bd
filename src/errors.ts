import { IConstruct } from 'constructs';

/**
 * Stops with an error that names the construct it is about.
 *
 * @param scope the construct the user was working on
 * @param message what is wrong, the value, the allowed range and the remedy
 */
export function fail(scope: IConstruct, message: string): never {
  throw new Error(`[${pathOf(scope)}] ${message}`);
}

/** The path that a user recognizes; the path of an App is empty. */
export function pathOf(construct: IConstruct): string {
  return construct.node.path || 'App';
}
