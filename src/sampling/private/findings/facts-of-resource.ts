import { CfnResource } from 'aws-cdk-lib';
import { isRecord, propertyOf, resolved } from '../../../references';
import { ANY, Field, FIELDS, RuleFacts } from '../rules/rule-facts';

/** What is known of a sampling rule by its resource. */
export interface ResourceFacts extends RuleFacts {
  /** Whether the name is the text that the rule will have; otherwise it is the JSON of what is known of it, or empty. */
  readonly isNameKnown: boolean;
}

/** What the resource of a sampling rule says now, whoever wrote it; nothing where the rule as a whole is computed by CloudFormation. */
export function factsOfResource(resource: CfnResource): ResourceFacts | undefined {
  const rule = resolved(propertyOf(resource, 'SamplingRule'), resource);
  if (!isRecord(rule) || isIntrinsic(rule)) {
    return undefined;
  }
  const name = read(rule, 'RuleName') ?? resolved(propertyOf(resource, 'RuleName'), resource);
  return {
    name: typeof name === 'string' ? name : JSON.stringify(name) ?? '',
    isNameKnown: typeof name === 'string',
    priority: numberIn(read(rule, 'Priority')),
    fixedRate: numberIn(read(rule, 'FixedRate')),
    reservoir: numberIn(read(rule, 'ReservoirSize')),
    patterns: patternsOf((field) => patternIn(read(rule, field))),
    attributes: attributesIn(read(rule, 'Attributes')),
  };
}

/** What is known of a rule of which nothing is known. */
export const UNKNOWN_FACTS: ResourceFacts = {
  name: '',
  isNameKnown: false,
  priority: undefined,
  fixedRate: undefined,
  reservoir: undefined,
  patterns: patternsOf(() => undefined),
  attributes: undefined,
};

function patternsOf(patternOf: (field: Field) => string | undefined): Record<Field, string | undefined> {
  const [serviceName, serviceType, host, httpMethod, urlPath, resourceArn] = FIELDS.map(patternOf);
  return { serviceName, serviceType, host, httpMethod, urlPath, resourceArn };
}

/** A member, in CloudFormation's spelling or in that of an L1: `URLPath` or `urlPath`. */
function read(rule: Record<string, unknown>, name: string): unknown {
  const key = Object.keys(rule).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : rule[key];
  return isRecord(value) && value.Ref === 'AWS::NoValue' ? undefined : value;
}

function patternIn(value: unknown): string | undefined {
  const pattern = value ?? ANY;
  return typeof pattern === 'string' ? pattern : undefined;
}

/** CloudFormation takes numbers as texts too. */
function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function attributesIn(value: unknown): Map<string, string | undefined> | undefined {
  if (value === undefined) {
    return new Map();
  }
  return isRecord(value) && !isIntrinsic(value)
    ? new Map(Object.entries(value).map(([key, pattern]) => [key, typeof pattern === 'string' ? pattern : undefined]))
    : undefined;
}

/** Whether CloudFormation computes a value. */
function isIntrinsic(value: Record<string, unknown>): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref$|Fn::)/.test(keys[0]);
}
