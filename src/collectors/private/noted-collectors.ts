import { IConstruct } from 'constructs';
import { CollectorFacts } from './collector-facts';

/** A collector that this library has put somewhere. */
export interface NotedCollector {
  /** The construct of the collector, or what it was put into. */
  readonly construct: IConstruct;
  readonly facts: CollectorFacts;
}

const APPS = new WeakMap<IConstruct, NotedCollector[]>();

export function noteCollector(construct: IConstruct, facts: CollectorFacts): void {
  const { root } = construct.node;
  const noted = APPS.get(root) ?? [];
  noted.push({ construct, facts });
  APPS.set(root, noted);
}

/** The collectors in the app of a construct. */
export function collectorsBeside(construct: IConstruct): readonly NotedCollector[] {
  return APPS.get(construct.node.root) ?? [];
}
