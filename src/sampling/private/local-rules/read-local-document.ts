import { Token } from 'aws-cdk-lib';
import { jsonMistake } from './json-mistake';
import { brief, hostField, LocalRule, LocalVersion, readLocalDefault, readLocalRule } from './local-rule-fields';
import { localRuleNames } from './local-rule-names';
import { defaultNote, hostNote, keyNote, longNote, portNote, targetNote } from './local-rule-notes';
import { invalid } from '../../../errors';
import { Complain } from '../../../input/complain';
import { isRecord } from '../../../references';
import { ImportedSamplingRules } from '../../imported-sampling-rules';
import { PlannedSamplingRule } from '../../sampling-rule-options';
import { ANY, LONGEST } from '../rules/rule-facts';

const complain: Complain = (message) => invalid('SamplingPlan.fromLocalRules()', message);

const MATCHERS = ['host', 'httpMethod', 'urlPath'] as const;

type Matcher = typeof MATCHERS[number];

const PARTS = ['version', 'default', 'rules'];
/** What stands in the answers and in the input of X-Ray's API. */
const API_PARTS = ['SamplingRuleRecords', 'SamplingRuleRecord', 'SamplingRule', 'RuleName'];

interface PlacedRule extends LocalRule {
  readonly place: string;
}

/** The rules of a local sampling document. What the X-Ray SDKs would not take, or would fall over later, is an error that names the place. */
export function readLocalDocument(document: string): ImportedSamplingRules {
  const content = contentOf(document);
  const version = versionOf(content.version);
  const last = readLocalDefault(complain, content.default);
  const all = rulesOf(content.rules, version);
  const rules = all.filter((rule) => tooLong(rule).length === 0);
  const names = localRuleNames(rules);
  const notes = [
    ...Object.keys(content).filter((key) => !PARTS.includes(key)).map(keyNote),
    ...all.flatMap((rule) => tooLong(rule).map((matcher) => leftOut(rule, matcher, version))),
    ...version === 1 && rules.some(({ host }) => !isAny(host)) ? [hostNote()] : [],
    ...rules.filter(({ host }) => /:\d+$/.test(host)).map(({ place, host }) => portNote(`${place}.${hostField(version)}`, host)),
    ...[last, ...rules].some(({ fixedTarget }) => fixedTarget > 0 || Token.isUnresolved(fixedTarget)) ? [targetNote()] : [],
    defaultNote(last),
  ];
  return ImportedSamplingRules._of(rules.map((rule, index) => plannedRule(rule, names[index])), last.rate, last.fixedTarget, notes);
}

function contentOf(document: string): Record<string, unknown> {
  if (typeof document !== 'string') {
    complain(`document must be the text of a local sampling document, got ${brief(document)}: pass what readFileSync(file, 'utf8') returns`);
  }
  const content = parsed(document.replace(/^\uFEFF/, ''));
  const shape: unknown = Array.isArray(content) ? content[0] : content;
  const answer = isRecord(shape) ? API_PARTS.find((part) => part in shape) : undefined;
  if (answer !== undefined) {
    complain(`document must be a local sampling document, got rules of X-Ray's API (${answer}): `
      + 'those are in an account already; write them as rules of the plan, or pass the file that your SDK is configured with');
  }
  if (!isRecord(content)) {
    complain(`document must be a JSON object with ${PARTS.join(', ')}, got ${brief(content)}: pass the whole file`);
  }
  return content;
}

function parsed(text: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return content;
  } catch {
    return complain(whyNoJson(text));
  }
}

function whyNoJson(text: string): string {
  if (Token.isUnresolved(text)) {
    return 'document must be known when the app is synthesized, got a token: pass literal text';
  }
  if (/^[^{}[\]"\n]+\.json$/i.test(text.trim())) {
    return `document must be the text of a local sampling document, got ${brief(text)}: pass what the file holds, readFileSync(${brief(text.trim())}, 'utf8')`;
  }
  const { line, column, found } = jsonMistake(text);
  return `document must be JSON, got ${found === '' ? 'a text that ends too early' : `what is none: ${JSON.stringify(found)}`} in line ${line}, column ${column}: `
    + 'JSON has no comments, no comma after the last member, and double quotes only';
}

function versionOf(version: unknown): LocalVersion {
  if (version !== 1 && version !== 2) {
    complain(`version must be the number 1 or 2, got ${brief(version)}: write "version": 2, whose rules have host; those of version 1 have service_name`);
  }
  return version;
}

function rulesOf(rules: unknown, version: LocalVersion): PlacedRule[] {
  if (rules !== undefined && !Array.isArray(rules)) {
    complain(`rules must be a list, got ${brief(rules)}: write [] or leave it out where there are none`);
  }
  const list: readonly unknown[] = rules ?? [];
  return list.map((rule, index) => {
    const place = `rules[${index}]`;
    return { place, ...readLocalRule(complain, place, rule, version) };
  });
}

function tooLong(rule: LocalRule): Matcher[] {
  return MATCHERS.filter((matcher) => !Token.isUnresolved(rule[matcher]) && [...rule[matcher]].length > LONGEST[matcher]);
}

function leftOut({ place, ...rule }: PlacedRule, matcher: Matcher, version: LocalVersion): string {
  return longNote(place, fieldOf(matcher, version), [...rule[matcher]].length, LONGEST[matcher]);
}

function fieldOf(matcher: Matcher, version: LocalVersion): string {
  return { host: hostField(version), httpMethod: 'http_method', urlPath: 'url_path' }[matcher];
}

function plannedRule({ host, httpMethod, urlPath, rate, fixedTarget }: LocalRule, samplingRuleName: string): PlannedSamplingRule {
  return {
    samplingRuleName,
    ...isAny(host) ? {} : { host },
    ...isAny(httpMethod) ? {} : { httpMethod },
    ...isAny(urlPath) ? {} : { urlPath },
    fixedRate: rate,
    reservoir: fixedTarget,
  };
}

function isAny(pattern: string): boolean {
  return pattern === ANY;
}
