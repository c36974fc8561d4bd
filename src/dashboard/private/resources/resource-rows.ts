import { IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FoundResources, LeftOut, Watched } from './find-resources';
import { Aspect, ASPECTS, Kind, KINDS } from './service-metrics';
import { EVERY_REQUEST, evenParts, Graph, graphs, heading, MOST_LINES, partTitle, text } from '../widgets';

/** More rows than these nobody looks through. */
const MOST_ROWS = 5;
const MOST_RESOURCES = MOST_ROWS * MOST_LINES;
const MOST_NAMES = 20;
const TOO_MANY = `a dashboard shows ${MOST_RESOURCES} of a kind: give other scopes as resources, or make a dashboard for each part`;

/** The rows of the resources that are measured by their own services, and what of them is left out. */
export function resourceRows({ watched, leftOut }: FoundResources): IWidget[][] {
  const more: LeftOut[] = [...leftOut];
  const rows = KINDS.flatMap((kind) => {
    const all = watched.filter((each) => each.kind === kind);
    more.push(...all.slice(MOST_RESOURCES).map(({ label }) => ({ label, reason: TOO_MANY })));
    return all.length === 0 ? [] : kindRows(kind, all.slice(0, MOST_RESOURCES));
  });
  return [...rows, ...leftOutRows(more)];
}

function kindRows(kind: Kind, watched: readonly Watched[]): IWidget[][] {
  const parts = evenParts(watched, MOST_LINES);
  const rows = parts.map((part, index) => graphs(ASPECTS.map((aspect) => graphOf(kind, aspect, part, partTitle('', index, parts.length)))));
  return [heading(`${kind.title}, from service metrics (${EVERY_REQUEST})`, kind.note), ...rows];
}

function graphOf(kind: Kind, aspect: Aspect, watched: readonly Watched[], part: string): Graph {
  return {
    title: `${kind.title}: ${aspect} (${EVERY_REQUEST})${part}`,
    unit: aspect === 'latency' ? kind.latencyUnit : 'count',
    lines: watched.flatMap((each) => linesOf(each, aspect)),
  };
}

function linesOf({ namespace, dimensions, metrics, label }: Watched, aspect: Aspect): Metric[] {
  return metrics[aspect].map(({ metricName, statistic, what }) => new Metric({
    namespace,
    metricName,
    statistic,
    dimensionsMap: { ...dimensions },
    label: what === undefined ? label : `${label}: ${what}`,
  }));
}

function leftOutRows(leftOut: readonly LeftOut[]): IWidget[][] {
  if (leftOut.length === 0) {
    return [];
  }
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))];
  const lines = reasons.map((reason) => `- ${namesOf(leftOut.filter((each) => each.reason === reason))}: ${reason}`);
  return [[text(`## Left out\n${lines.join('\n')}`, 1 + lines.length)]];
}

function namesOf(leftOut: readonly LeftOut[]): string {
  const names = leftOut.slice(0, MOST_NAMES).map(({ label }) => `\`${label}\``).join(', ');
  return leftOut.length > MOST_NAMES ? `${names} and ${leftOut.length - MOST_NAMES} more` : names;
}
