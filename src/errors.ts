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

/**
 * Stops with an error about something that stands in no construct yet.
 *
 * @param where the method that the user called
 * @param message what is wrong, the value, the allowed range and the remedy
 */
export function invalid(where: string, message: string): never {
  throw new Error(`${where}: ${message}`);
}
