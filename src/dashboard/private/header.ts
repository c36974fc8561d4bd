import { Duration, Token } from 'aws-cdk-lib';
import { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { plainMarkdown } from './encode';
import { NamedGroup } from './trace-rows';
import { EVERY_REQUEST, SAMPLED, text } from './widgets';
import { FilterExpression } from '../../filters/filter-expression';
import { FilterKeyword } from '../../filters/filter-keyword';
import { TraceConsole } from '../trace-console';

const LINKS_A_LINE = 6;

export interface Header {
  readonly title: string;
  readonly groups: readonly NamedGroup[];
  readonly slowerThan: Duration;
  readonly links: TraceConsole;
}

/** Where to go from the dashboard, and what its numbers are of. */
export function header({ title, groups, slowerThan, links }: Header): IWidget[] {
  const traces = [
    link('Trace map', links.traceMapUrl()),
    link('all traces', links.tracesUrl()),
    link('faults', links.tracesUrl(FilterExpression.fault())),
    link('errors', links.tracesUrl(FilterExpression.error())),
    link(`slower than ${slowerThan.toHumanString()}`, links.tracesUrl(FilterExpression.responseTime().greaterThan(slowerThan))),
  ];
  const lines = [
    `# ${title}`,
    traces.join(' · '),
    ...groupLinks(groups, links),
    `Graphs of *${SAMPLED}* are estimates; graphs of *${EVERY_REQUEST}* are of the metrics of services, which count all.`,
  ];
  return [text(lines.join('\n\n'), lines.length)];
}

function groupLinks(groups: readonly NamedGroup[], links: TraceConsole): string[] {
  const all = groups.map((each) => groupLink(each, links));
  const lines = Array.from({ length: Math.ceil(all.length / LINKS_A_LINE) }, (_, line) => all.slice(line * LINKS_A_LINE, (line + 1) * LINKS_A_LINE));
  return lines.map((line) => `Traces of groups: ${line.join(' · ')}`);
}

/** X-Ray has no way to write a quote in a filter, and the console shows the traces of its own Region. */
function groupLink({ name, group }: NamedGroup, links: TraceConsole): string {
  const { groupName, env: { region } } = group;
  const isHere = Token.isUnresolved(region) || region === group.stack.region;
  return isHere && !groupName.includes('"') ? link(name, links.tracesUrl(FilterKeyword.groupName(groupName))) : plainMarkdown(name);
}

function link(title: string, url: string): string {
  return `[${plainMarkdown(title)}](${url})`;
}
