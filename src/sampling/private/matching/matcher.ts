import { ClientModel, modelOf, SeenRequest } from './client-model';
import { Matches, wildcardMatcher } from './wildcard';
import { SamplingClient } from '../../sampling-client';
import { SamplingRequest } from '../../sampling-request';
import { ANY, Field, RuleFacts } from '../rules/rule-facts';

/** What a pattern is compared with. */
export interface Part {
  readonly field?: Field;
  /** The key, where it is an attribute. */
  readonly attribute?: string;
}

/** One pattern, shared by the rules that have it for the same part. */
export interface Check {
  readonly id: number;
  readonly part: Part;
  /** Where the value stands among those that are compared. */
  readonly slot: number;
  /** Nothing where a token hides it. */
  readonly pattern: string | undefined;
  readonly matches: Matches;
}

export interface CompiledRule {
  readonly facts: RuleFacts;
  /** Why the client ignores the rule. */
  readonly ignored: string | undefined;
  /** What decides beside the checks and is hidden by a token. */
  readonly unknown: string | undefined;
  readonly checks: readonly Check[];
}

/** What came out of a check; a rule asks only where no rule before it did. */
const NOT_ASKED = 0;
const YES = 1;
const NO = 2;

/** The rules of an account as one kind of client tries them. */
export class Matcher {
  public readonly model: ClientModel;
  /** In the order in which they were given. */
  public readonly rules: readonly CompiledRule[];
  private readonly parts: Part[] = [];
  private readonly checks = new Map<string, Check>();

  /**
   * @param rules in the order in which they are tried, without the Default rule
   * @param client who decides
   */
  constructor(rules: readonly RuleFacts[], client: SamplingClient) {
    this.model = modelOf(client);
    this.rules = rules.map((facts) => this.compile(facts));
  }

  /** The place of the first rule that matches for sure; the number of rules where none does. The request has no tokens. */
  public find(request: SamplingRequest): number {
    const answers = new Uint8Array(this.checks.size);
    const values = this.read(request);
    for (let index = 0; index < this.rules.length; index++) {
      const { ignored, unknown, checks } = this.rules[index];
      if (ignored === undefined && unknown === undefined && this.allMatch(checks, values, answers)) {
        return index;
      }
    }
    return this.rules.length;
  }

  /** The values that are compared, as the client's dialect has them; those that the request lacks are nothing. */
  private read(request: SamplingRequest): (string | undefined)[] {
    const seen = this.model.see(request);
    return this.parts.map((part) => {
      const value = valueOf(part, seen);
      return value === undefined ? undefined : this.model.dialect.lowerCased(value);
    });
  }

  private allMatch(checks: readonly Check[], values: readonly (string | undefined)[], answers: Uint8Array): boolean {
    for (const { id, slot, matches } of checks) {
      if (answers[id] === NOT_ASKED) {
        const value = values[slot];
        answers[id] = (value === undefined ? this.model.lackingMatches : matches(value)) ? YES : NO;
      }
      if (answers[id] === NO) {
        return false;
      }
    }
    return true;
  }

  private compile(facts: RuleFacts): CompiledRule {
    const { patterns, attributes } = facts;
    const ignored = this.model.ignores(facts);
    if (ignored !== undefined) {
      return { facts, ignored, unknown: undefined, checks: [] };
    }
    const ofFields = this.model.fields.filter((field) => patterns[field] !== ANY).map((field) => this.checkOf({ field }, patterns[field]));
    const ofAttributes = [...attributes ?? []].map(([attribute, pattern]) => this.checkOf({ attribute }, pattern));
    return { facts, ignored, unknown: this.model.unknown(facts), checks: [...ofFields, ...ofAttributes] };
  }

  private checkOf(part: Part, pattern: string | undefined): Check {
    const key = JSON.stringify([part, pattern]);
    const check = this.checks.get(key) ?? {
      id: this.checks.size,
      part,
      slot: this.slotOf(part),
      pattern,
      matches: pattern === undefined ? never : wildcardMatcher(pattern, this.model.dialect),
    };
    this.checks.set(key, check);
    return check;
  }

  private slotOf({ field, attribute }: Part): number {
    const slot = this.parts.findIndex((part) => part.field === field && part.attribute === attribute);
    return slot < 0 ? this.parts.push({ field, attribute }) - 1 : slot;
  }
}

export function valueOf({ field, attribute = '' }: Part, { fields, attributes }: SeenRequest): string | undefined {
  return field === undefined ? attributes[attribute] : fields[field];
}

function never(): boolean {
  return false;
}
