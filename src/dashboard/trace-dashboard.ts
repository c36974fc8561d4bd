import { CfnResource, Duration, Stack, Token } from 'aws-cdk-lib';
import { Dashboard, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { checkDashboard } from './private/check-dashboard';
import { header } from './private/header';
import { LateWidgets } from './private/late-widgets';
import { candidatesBelow, findResources } from './private/resources/find-resources';
import { resourceRows } from './private/resources/resource-rows';
import { noteDashboard } from './private/resources/trace-dashboards';
import { shownRules } from './private/shown-rules';
import { NamedGroup, traceRows } from './private/trace-rows';
import { TraceConsole } from './trace-console';
import { TraceDashboardProps } from './trace-dashboard-props';
import { fail } from '../errors';
import { FilterExpression } from '../filters/filter-expression';
import { ITraceGroup } from '../groups/i-trace-group';
import { TraceGroup } from '../groups/trace-group';

const DEFAULT_SLOW_SECONDS = 1;

/**
 * A dashboard of CloudWatch with links into the trace map and to lists of traces; the counts, rates of faults and sampling rates that X-Ray estimates by sampled
 * traces; and requests, errors, faults and latency of resources, from the metrics of their own services, which count every request. Titles say which is which. What
 * would be empty is not there. It needs no code at run time.
 */
export class TraceDashboard extends Construct {
  /**
   * The dashboard, to which more widgets can be added.
   */
  public readonly dashboard: Dashboard;

  /**
   * The groups that were made for the services, in their order.
   */
  public readonly serviceGroups: ITraceGroup[];

  private readonly services: readonly string[];

  /**
   * Fails on what is no group, rate, rule, plan, service or scope, and on a name that CloudWatch would not take.
   *
   * @param scope the construct that has it
   * @param id the id within the scope
   * @param props what it shows
   */
  constructor(scope: Construct, id: string, props: TraceDashboardProps = {}) {
    super(scope, id);
    checkDashboard((message) => fail(this, message), props);
    this.services = [...new Set(props.services)];
    this.serviceGroups = groupsOf(new Construct(this, 'Services'), this.services);
    const links = TraceConsole.of(this);
    this.dashboard = new Dashboard(this, 'Resource', { dashboardName: props.dashboardName, defaultInterval: props.defaultInterval });
    const resource = l1Of(this.dashboard);
    const scopes = props.resources ?? [Stack.of(this)];
    const widgets = new LateWidgets(() => [...this.firstRows(props, links), ...resourceRows(findResources(resource, scopes))]);
    this.dashboard.addWidgets(widgets);
    noteDashboard({ resource, widgets, choices: () => candidatesBelow(resource, scopes).watched.flatMap(({ needed }) => needed) });
  }

  private firstRows(props: TraceDashboardProps, links: TraceConsole): IWidget[][] {
    const { title = `Traces of ${Stack.of(this).stackName}`, slowerThan = Duration.seconds(DEFAULT_SLOW_SECONDS) } = props;
    const groups = oncePerName(props.groups ?? []);
    const services = this.serviceGroups.map((group, index) => ({ name: this.services[index], group }));
    return [
      header({ title, slowerThan, links, groups: [...groups, ...services] }),
      ...traceRows({ groups, services, faultRates: [...new Set(props.faultRates)], rules: shownRules(props) }, this),
    ];
  }
}

function l1Of(dashboard: Dashboard): CfnResource {
  const { defaultChild } = dashboard.node;
  return CfnResource.isCfnResource(defaultChild) ? defaultChild : fail(dashboard, 'a dashboard must have a resource of CloudFormation');
}

function groupsOf(scope: Construct, services: readonly string[]): ITraceGroup[] {
  return services.map((service, index) => new TraceGroup(scope, idOf(service, index), {
    filter: FilterExpression.service(service),
  }));
}

/** A slash would become two dashes, and another service may be called so. */
function idOf(service: string, index: number): string {
  return Token.isUnresolved(service) ? `Service${index}` : service.split('/').join('%2F');
}

function oncePerName(groups: readonly ITraceGroup[]): NamedGroup[] {
  return [...new Map(groups.map((group) => [[group.groupName, group.env.account, group.env.region].join('|'), { name: group.groupName, group }])).values()];
}
