import LocalSampler from 'aws-xray-sdk-core/dist/lib/middleware/sampling/local_sampler';
import { ImportedSamplingRules } from '../../src/sampling/imported-sampling-rules';
import { toLocalDocument } from '../../src/sampling/private/local-rules/to-local-document';
import { Decision, DEFAULT_RULE } from '../../src/sampling/private/matching/decision';
import { factsOfOptions } from '../../src/sampling/private/rules/facts-of-options';
import { ANY, RuleFacts } from '../../src/sampling/private/rules/rule-facts';

interface SaidFacts extends Partial<Omit<RuleFacts, 'patterns'>> {
  readonly patterns?: Partial<RuleFacts['patterns']>;
}

/** What is known of a rule for any request, but for what is said. */
export function factsOf(said: SaidFacts = {}): RuleFacts {
  const any = { serviceName: ANY, serviceType: ANY, host: ANY, httpMethod: ANY, urlPath: ANY, resourceArn: ANY };
  return { name: 'rule', priority: 1, fixedRate: 0.05, reservoir: 1, attributes: new Map(), ...said, patterns: { ...any, ...said.patterns } };
}

/** A value of a type that it does not have, as users of JavaScript may pass it. */
export function unchecked<T>(typed: T, value: unknown): T {
  return Object.assign({ only: typed }, { only: value }).only;
}

/** The document of what was read of another one. */
export function writtenAgain({ rules, defaultFixedRate, defaultReservoir }: ImportedSamplingRules): string {
  const last: Decision = { ...DEFAULT_RULE, fixedRate: defaultFixedRate, reservoir: defaultReservoir };
  return toLocalDocument(rules.map((rule) => factsOfOptions(rule.samplingRuleName, 1, rule, rule.fixedRate ?? NaN)), last, {});
}

/** A request as the SDK's middleware hands it to its sampler. */
export interface LocalRequest {
  readonly host?: string;
  readonly httpMethod?: string;
  readonly urlPath?: string;
}

/** The X-Ray SDK's own sampler with a document: which rule decides, by its place in the document, and how much it samples. The default is the last one. */
export class ReferenceSampler {
  private readonly rules: typeof LocalSampler.rules;

  constructor(document: unknown) {
    LocalSampler.setLocalRules(document);
    this.rules = LocalSampler.rules;
    LocalSampler.setLocalRules();
  }

  public choose(request: LocalRequest): { readonly index: number; readonly fixedTarget: number; readonly rate: number } {
    const asked: number[] = [];
    LocalSampler.rules = this.rules.map((rule, index) => ({ ...rule, reservoir: { ...rule.reservoir, isSampled: () => asked.push(index) > 0 } }));
    LocalSampler.shouldSample(request);
    LocalSampler.setLocalRules();
    const { fixedTarget, fallbackRate } = this.rules[asked[0]].reservoir;
    return { index: asked[0], fixedTarget, rate: fallbackRate };
  }
}
