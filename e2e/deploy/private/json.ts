import { JsonObject, isJsonObject } from '../../support/aws-sdk';

/** A value inside of an object, or undefined where there is nothing. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => isJsonObject(inner) ? inner[key] : undefined, value);
}

/** The objects of a list inside of an object. */
export function objectsAt(value: unknown, ...path: string[]): JsonObject[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}

/** The texts of a list inside of an object. */
export function textsAt(value: unknown, ...path: string[]): string[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter((item): item is string => typeof item === 'string') : [];
}
