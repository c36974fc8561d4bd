import { Token } from 'aws-cdk-lib';
import { invalid } from '../../../errors';
import { checkWhole } from '../../../input/check-number';
import { checkText } from '../../../input/check-text';
import { Complain } from '../../../input/complain';
import { LocalSamplingOptions } from '../../local-sampling-options';
import { DecidingRule } from '../matching/decision';
import { obeyedBySdks, RuleFacts } from '../rules/rule-facts';
import { canMeet, covers } from '../shadows/patterns';

type Narrowing = 'serviceName' | 'serviceType';

const refuse: Complain = (message) => invalid('SamplingPlan.toLocalRules()', message);

/** The longest name that a segment can have. Source: X-Ray Developer Guide, "X-Ray segment documents"; read 2026-11-22. */
const LONGEST_SERVICE_NAME = 200;

/**
 * The JSON text of a local sampling document, version 2. It stands in for what an X-Ray SDK would decide by itself, so rules that the SDKs ignore are
 * left out; a resource ARN that is not known yet counts as one.
 */
export function toLocalDocument(rules: readonly RuleFacts[], last: DecidingRule, options: LocalSamplingOptions, complain = refuse): string {
  const writer = new LocalDocumentWriter(options, complain);
  const document = {
    version: 2,
    rules: rules.filter((rule) => writer.isForService(rule)).map((rule) => writer.ruleOf(rule)),
    default: writer.shareOf(last.samplingRuleName, last),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

class LocalDocumentWriter {
  private readonly hosts: number;

  constructor(private readonly service: LocalSamplingOptions, private readonly complain: Complain) {
    const { serviceName, serviceType, hosts = 1 } = service;
    checkText(complain, 'serviceName', serviceName, LONGEST_SERVICE_NAME);
    checkText(complain, 'serviceType', serviceType, 64);
    if (Token.isUnresolved(hosts)) {
      complain('hosts must be known when the app is synthesized, got a token: reservoirs are divided by it');
    }
    checkWhole(complain, 'hosts', hosts, { lowest: 1, remedy: () => 'count the processes that run the service' });
    this.hosts = hosts;
  }

  public isForService(rule: RuleFacts): boolean {
    if (obeyedBySdks(rule) !== true) {
      return false;
    }
    const answers = [this.meets(rule, 'serviceName'), this.meets(rule, 'serviceType')];
    if (answers.includes(false)) {
      return false;
    }
    answers.forEach((answer) => typeof answer === 'string' && this.complain(answer));
    return true;
  }

  public ruleOf(rule: RuleFacts): object {
    return {
      ...(Token.isUnresolved(rule.name) ? {} : { description: rule.name }),
      host: this.known(rule.name, 'host', rule.patterns.host),
      http_method: this.known(rule.name, 'httpMethod', rule.patterns.httpMethod),
      url_path: this.known(rule.name, 'urlPath', rule.patterns.urlPath),
      ...this.shareOf(rule.name, rule),
    };
  }

  /** What has a reservoir keeps one request a second, which is what the SDKs borrow of it too while X-Ray has not told them their share. */
  public shareOf(name: string, { fixedRate, reservoir }: Pick<RuleFacts, 'fixedRate' | 'reservoir'> | DecidingRule): object {
    const whole = this.known(name, 'reservoir', reservoir);
    return {
      fixed_target: whole > 0 ? Math.max(1, Math.floor(whole / this.hosts)) : 0,
      rate: this.known(name, 'fixedRate', fixedRate),
    };
  }

  /** Whether the rule is for the service that the document is for; a text says why that can't be told. */
  private meets({ name, patterns }: RuleFacts, field: Narrowing): boolean | string {
    const pattern = patterns[field];
    const own = this.service[field];
    if (pattern !== undefined && /^\*+$/.test(pattern)) {
      return true;
    }
    const which = `${field} must be known for a local document, which is for one service:`;
    const remedy = `pass ${field} to toLocalRules()`;
    if (pattern === undefined) {
      return `${which} that of the rule ${JSON.stringify(name)} is a token; give the rule a literal one, or leave it to the plan's scope`;
    }
    if (own === undefined || Token.isUnresolved(own)) {
      return `${which} the rule ${JSON.stringify(name)} is for ${JSON.stringify(pattern)} only; ${remedy}`;
    }
    if (covers(pattern, own)) {
      return true;
    }
    return canMeet(pattern, own)
      && `${which} the rule ${JSON.stringify(name)} is for ${JSON.stringify(pattern)}, and ${JSON.stringify(own)} is more than that; ${remedy}`;
  }

  private known<T>(rule: string, property: string, value: T | undefined): T {
    if (value === undefined) {
      this.complain(`${property} of the rule ${JSON.stringify(rule)} must be known when the app is synthesized, got a token: write a literal value`);
    }
    return value;
  }
}
