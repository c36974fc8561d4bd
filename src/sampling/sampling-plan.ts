import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';
import { ImportedSamplingRules } from './imported-sampling-rules';
import { LocalSamplingOptions } from './local-sampling-options';
import { PriorityBand } from './priority-band';
import { fail } from '../errors';
import { checkObject, shown } from '../input/check-number';
import { Complain } from '../input/complain';
import { checkOptionNames } from '../input/option-names';
import { isRecord } from '../references';
import { makeForecast } from './private/forecast/forecast';
import { readLocalDocument } from './private/local-rules/read-local-document';
import { toLocalDocument } from './private/local-rules/to-local-document';
import { decideBy } from './private/matching/decide';
import { DecidingRule, Decision, DEFAULT_RULE } from './private/matching/decision';
import { assignPriorities, checkBand } from './private/rules/assign-priorities';
import { checkPlannedRules } from './private/rules/check-planned-rules';
import { checkClients, checkDefaultRule } from './private/rules/check-rule';
import { narrow } from './private/rules/narrow';
import { PlannedNames } from './private/rules/planned-name';
import { noteRule } from './private/rules/planned-rules';
import { PLAN_NAMES } from './private/rules/rule-option-names';
import { ScopedRules } from './private/rules/scoped-rules';
import { SamplingClient } from './sampling-client';
import { SamplingForecast, SamplingForecastOptions } from './sampling-forecast';
import { SamplingMatch } from './sampling-match';
import { SamplingPlanProps } from './sampling-plan-props';
import { SamplingRequest } from './sampling-request';
import { SamplingRule } from './sampling-rule';
import { SamplingScope } from './sampling-scope';
import { SamplingTraffic } from './sampling-traffic';

const SERVICE_BAND: PriorityBand = { first: 1000, last: 8999 };
/** Tried after the rules of services. */
const ACCOUNT_BAND: PriorityBand = { first: 9000, last: 9999 };

/**
 * The sampling rules of an app or a service, in the order in which they are tried.
 *
 * Sampling rules belong to a whole account and Region, with every other app in it. So a plan says whose traffic it is for, has its own priorities and
 * gives its rules names of their own. Beside the resources it answers what will be sampled, and what that costs, before anything is deployed.
 */
export class SamplingPlan extends Construct {
  /**
   * Reads the rules of a local sampling document of the X-Ray SDKs, version 1 or 2.
   *
   * @param document the JSON text; what the SDKs would not take is an error that names the place
   */
  public static fromLocalRules(document: string): ImportedSamplingRules {
    return readLocalDocument(document);
  }

  /**
   * The rules, in the order of the plan.
   */
  public readonly rules: SamplingRule[];

  private readonly scoped: ScopedRules;
  private readonly defaultClient: SamplingClient;
  private readonly last: DecidingRule;

  /**
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props the rules, and what they share; a value that can't work is an error
   */
  constructor(scope: Construct, id: string, props: SamplingPlanProps) {
    super(scope, id);
    const complain = (message: string): never => fail(this, message);
    checkObject(complain, 'props', props, '{ scope: SamplingScope.service(\'orders\'), rules: [SamplingRules.catchAll()] }');
    checkOptionNames(complain, props, PLAN_NAMES);
    const { scope: whose, rules, clients, defaultRule } = props;
    checkScope(complain, whose);
    const { priorities: band = whose._serviceName === undefined ? ACCOUNT_BAND : SERVICE_BAND } = props;
    checkBand(complain, band);
    checkClients(complain, clients);
    checkDefaultRule(complain, defaultRule);
    checkPlannedRules(complain, rules);
    const narrowed = rules.map((rule, index) => narrow(
      (message) => fail(this, `rules[${index}] (${rule.samplingRuleName}): ${message}`), rule, whose,
    ));
    const priorities = assignPriorities(complain, rules, band);
    const names = new PlannedNames(this, complain, whose._serviceName ?? 'account', props.namePrefix);
    const named = narrowed.map(({ planned }) => names.nameOf(planned.samplingRuleName));

    this.rules = narrowed.map(({ planned }, index) => new SamplingRule(this, planned.samplingRuleName, {
      ...planned, clients: planned.clients ?? clients, samplingRuleName: named[index], priority: priorities[index],
    }));
    this.scoped = new ScopedRules(narrowed.map((each, index) => ({ ...each, facts: this.rules[index]._facts })), whose);
    this.rules.forEach((rule) => noteBand(rule, band));
    this.defaultClient = clients?.[0] ?? SamplingClient.XRAY_SDK;
    this.last = defaultRule ? { samplingRuleName: DEFAULT_RULE.samplingRuleName, ...defaultRule._decision } : DEFAULT_RULE;
  }

  /**
   * Which rule decides for a request that begins a trace, and why those before it do not. Rules of other apps are not known here, nor is a sampling decision
   * that came with the request.
   *
   * @param request the request; a service that it does not name is that of the plan's scope
   * @param client who decides. By default the first of the plan's `clients`, or else an X-Ray SDK
   */
  public match(request: SamplingRequest, client: SamplingClient = this.defaultClient): SamplingMatch {
    const whole = this.complete(request);
    return decideBy(this.scoped.matcher(whole, client), this.last, whole);
  }

  /**
   * What will be sampled of expected traffic, and what it costs in a month. Fails where a rule that decides holds a token: what it stands for is not known yet.
   *
   * @param options the traffic, and how the account pays
   */
  public forecast(options: SamplingForecastOptions): SamplingForecast {
    return makeForecast((traffic) => this.decisionFor(traffic), options, (message) => fail(this, `forecast(): ${message}`),
      (each) => ({ ...each, client: each.client ?? this.defaultClient, request: this.complete(each.request ?? {}) }));
  }

  /**
   * The rules as a local sampling document of the X-Ray SDKs, version 2: JSON text. The SDKs go by it where no collector answers. What the SDKs ignore
   * is not in it: rules with attributes, and with a resource ARN or a token for one. Another token, whose value the document would need, is an error.
   *
   * @param options the service that it is for, where the plan's scope does not say it
   */
  public toLocalRules(options: LocalSamplingOptions = {}): string {
    const complain = (message: string): never => fail(this, `toLocalRules(): ${message}`);
    const service = this.scoped.serviceOf(options);
    return toLocalDocument(this.scoped.tried(service), this.last, { ...options, ...service }, complain);
  }

  /** A request of the service that the plan is for, where it names none. */
  private complete(request: SamplingRequest): SamplingRequest {
    if (!isRecord(request)) {
      fail(this, `the request must be an object, got ${shown(request)}: write for example { httpMethod: 'GET', urlPath: '/' }`);
    }
    return { ...request, ...this.scoped.serviceOf(request) };
  }

  private decisionFor({ name, request = {}, client }: SamplingTraffic): Decision {
    const { certain, samplingRuleName, fixedRate, reservoir } = this.match(request, client);
    if (!certain || fixedRate === undefined || reservoir === undefined) {
      fail(this, `forecast() needs rules without tokens for the traffic ${JSON.stringify(name)}, got ${samplingRuleName}: what a token stands for is not known before deployment`);
    }
    return { samplingRuleName, fixedRate, reservoir };
  }
}

function noteBand({ node: { defaultChild } }: SamplingRule, band: PriorityBand): void {
  if (defaultChild && CfnSamplingRule.isCfnSamplingRule(defaultChild)) {
    noteRule(defaultChild, { band });
  }
}

function checkScope(complain: Complain, scope: SamplingScope): void {
  if (!(scope instanceof SamplingScope)) {
    complain(`scope must be a SamplingScope, got ${shown(scope)}: say whose traffic the rules are for, by SamplingScope.service() or SamplingScope.account()`);
  }
}
