/** What a value is compared by. */
export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'CONTAINS' | 'BEGINSWITH' | 'ENDSWITH';

export type Value = string | number | boolean;

/** A comparison; without an operator it asks whether a keyword is true or there. */
export interface Test {
  readonly operator?: Operator;
  readonly value?: Value;
}

/** Which services are meant: all where nothing is given. */
export interface NodeSelector {
  readonly name?: string;
  readonly type?: string;
  readonly accountId?: string;
  /** Whether it is written as id(…); a plain name is a text. */
  readonly byId: boolean;
}

export type Side = 'source' | 'destination';
export type Cause = 'fault' | 'error' | 'responsetime';
export type CauseList = 'service' | 'entity' | 'exception';

export type Expression =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Expression[] }
  | { readonly kind: 'not'; readonly term: Expression }
  | { readonly kind: 'keyword'; readonly keyword: string } & Test
  | { readonly kind: 'annotation'; readonly key: string; readonly side?: Side } & Test
  | { readonly kind: 'service'; readonly node?: NodeSelector; readonly filter?: Expression }
  | { readonly kind: 'edge'; readonly source?: NodeSelector; readonly destination?: NodeSelector; readonly filter?: Expression }
  | { readonly kind: 'group'; readonly property: 'name' | 'arn' } & Test
  | { readonly kind: 'rootcause'; readonly cause: Cause; readonly list: CauseList; readonly filter?: Expression }
  | { readonly kind: 'rootcause-json'; readonly json: string };
