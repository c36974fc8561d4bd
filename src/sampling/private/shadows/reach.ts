import { withExactCase } from './patterns';
import { SamplingClient } from '../../sampling-client';
import { modelOf } from '../matching/client-model';
import { ANY, Field, RuleFacts } from '../rules/rule-facts';

/** What a rule asks of the values of a request, as one kind of client reads it. */
export interface Reach {
  /** The lower-cased pattern of each value. What a token hides is taken for `*`, and attributes that can't be told are left out. */
  readonly asked: ReadonlyMap<string, string>;
  /** Whether that is all; otherwise the rule may match fewer requests. */
  readonly certain: boolean;
}

/** Attributes from which the sampler of OpenTelemetry takes the fields: the two are not independent. */
const OF_FIELDS = ['url.path', 'url.full', 'http.request.method', 'server.address', 'client.address', 'aws.lambda.invoked_arn'];

const LINE_END = /[\n\r\u2028\u2029]/;

/** Whether AWS's services compare the case of types is not published, and they write some types in two ways: what differs may not meet. */
function patternFor(client: SamplingClient, field: Field, pattern: string | undefined): string | undefined {
  return client === SamplingClient.AWS_SERVICE && field === 'serviceType' && pattern !== undefined ? withExactCase(pattern) : pattern;
}

/** Nothing where the client ignores the rule. */
export function reachOf(rule: RuleFacts, client: SamplingClient): Reach | undefined {
  const model = modelOf(client);
  if (model.ignores(rule) !== undefined) {
    return undefined;
  }
  const { lowerCased, staysInLine } = model.dialect;
  const independent = [...rule.attributes ?? []].filter(([key]) => client !== SamplingClient.OPENTELEMETRY || !OF_FIELDS.includes(key));
  const patterns: [string, string | undefined][] = [
    ...model.fields.map((field): [string, string | undefined] => [field, patternFor(client, field, rule.patterns[field])]),
    ...independent.map(([key, pattern]): [string, string | undefined] => [`attribute ${key}`, pattern]),
  ];
  // Nobody looks for the end of a line: rather than reason about it, say that such a pattern is not known.
  const isKnown = (pattern: string | undefined): pattern is string => pattern !== undefined && !(staysInLine && LINE_END.test(pattern));
  return {
    asked: new Map(patterns.map(([value, pattern]) => [value, isKnown(pattern) ? lowerCased(pattern) : ANY])),
    certain: model.unknown(rule) === undefined
      && independent.length === rule.attributes?.size
      && patterns.every(([, pattern]) => isKnown(pattern)),
  };
}
