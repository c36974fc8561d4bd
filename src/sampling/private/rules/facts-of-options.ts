import { Token } from 'aws-cdk-lib';
import { ANY, RuleFacts } from './rule-facts';
import { SamplingRuleOptions } from '../../sampling-rule-options';

/** What is known of a rule of checked options. */
export function factsOfOptions(name: string, priority: number | undefined, options: SamplingRuleOptions, fixedRate: number): RuleFacts {
  const { serviceName = ANY, serviceType = ANY, host = ANY, httpMethod = ANY, urlPath = ANY, resourceArn = ANY, reservoir = 0 } = options;
  return {
    name,
    priority: known(priority),
    fixedRate: knownNumber(fixedRate),
    reservoir: knownNumber(reservoir),
    patterns: {
      serviceName: known(serviceName),
      serviceType: known(serviceType),
      host: known(host),
      httpMethod: known(httpMethod),
      urlPath: known(urlPath),
      resourceArn: known(resourceArn),
    },
    attributes: knownAttributes(options.attributes ?? {}),
  };
}

function knownAttributes(attributes: { [key: string]: string }): ReadonlyMap<string, string | undefined> | undefined {
  if (Token.isUnresolved(attributes) || Object.keys(attributes).some((key) => Token.isUnresolved(key))) {
    return undefined;
  }
  return new Map(Object.entries(attributes).map(([key, value]) => [key, known(value)]));
}

/** A number that is no token; -0 counts as 0. */
export function knownNumber(value: number): number | undefined {
  return Token.isUnresolved(value) ? undefined : value + 0;
}

function known<T>(value: T): T | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}
