import { IConstruct } from 'constructs';

/** A scope that was switched on or off, with the options that were given there. */
export interface Directive<Options> {
  readonly on: boolean;
  readonly options: Options;
}

/**
 * What the user said about the parts of one construct tree: the nearest word above a resource counts.
 */
export class Directives<Options extends object> {
  private readonly directives = new Map<IConstruct, Directive<Options>>();
  private readonly exclusions = new Map<IConstruct, string>();

  /** Says that a scope is on or off; the last word about the same scope counts, and an option that it does not give stays. */
  public say(scope: IConstruct, { on, options }: Directive<Options>): void {
    this.directives.set(scope, { on, options: { ...this.directives.get(scope)?.options, ...options } });
  }

  public exclude(construct: IConstruct, reason: string): void {
    this.exclusions.set(construct, reason);
  }

  public get excluded(): IConstruct[] {
    return [...this.exclusions.keys()];
  }

  /** Why a construct is to stay as it is, if it is. */
  public exclusionOf(construct: IConstruct): string | undefined {
    return this.exclusions.size === 0 ? undefined : nearest(construct, this.exclusions);
  }

  /** Whether a construct is on or off, if anything was said; an option that was not given comes from the next scope above that gave it. */
  public for(construct: IConstruct): Directive<Partial<Options>> | undefined {
    let found: Directive<Options> | undefined;
    let options: Partial<Options> = {};
    for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
      const directive = this.directives.get(scope);
      if (directive) {
        found ??= directive;
        options = { ...directive.options, ...options };
      }
    }
    return found && { on: found.on, options };
  }
}

function nearest<T>(construct: IConstruct, values: ReadonlyMap<IConstruct, T>): T | undefined {
  for (let scope: IConstruct | undefined = construct; scope; scope = scope.node.scope) {
    const value = values.get(scope);
    if (value !== undefined) {
      return value;
    }
  }
  return undefined;
}
