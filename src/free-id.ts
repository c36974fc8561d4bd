import { IConstruct } from 'constructs';

/** An id that no child of a scope has yet. */
export function freeId(scope: IConstruct, wanted: string): string {
  return scope.node.tryFindChild(wanted) ? freeId(scope, `${wanted}Policy`) : wanted;
}
