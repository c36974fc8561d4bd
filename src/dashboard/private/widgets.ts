import { GraphWidget, IMetric, IWidget, LegendPosition, TextWidget, TextWidgetBackground } from 'aws-cdk-lib/aws-cloudwatch';

/** CloudWatch's grid. */
const WIDTH = 24;
const GRAPH_HEIGHT = 6;

/** More lines can't be told apart. CloudWatch allows 500 metrics a graph and 2,500 a dashboard; source: CloudWatch service quotas, read 2026-11-23. */
export const MOST_LINES = 10;

/** Where numbers come from. */
export const SAMPLED = 'sampled traces';
export const EVERY_REQUEST = 'every request';

export function text(markdown: string, height: number): IWidget {
  return new TextWidget({ markdown, width: WIDTH, height, background: TextWidgetBackground.TRANSPARENT });
}

export function heading(title: string, note: string): IWidget[] {
  return [text(`## ${title}\n${note}`, 2)];
}

export interface Graph {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly IMetric[];
}

/** Graphs side by side over the whole width, four at most. */
export function graphs(shown: readonly Graph[]): IWidget[] {
  return shown.map(({ title, unit, lines }) => new GraphWidget({
    title,
    width: WIDTH / shown.length,
    height: GRAPH_HEIGHT,
    left: [...lines],
    leftYAxis: { min: 0, label: unit, showUnits: false },
    legendPosition: LegendPosition.BOTTOM,
  }));
}

/** The same graph in parts, none of which has too many lines. */
export function inParts(graph: Graph): Graph[] {
  const parts = evenParts(graph.lines, MOST_LINES);
  return parts.map((lines, index) => ({ ...graph, lines, title: partTitle(graph.title, index, parts.length) }));
}

export function partTitle(title: string, index: number, count: number): string {
  return count === 1 ? title : `${title}, ${index + 1} of ${count}`;
}

/** The parts of a list, of almost the same length, and none longer than allowed. */
export function evenParts<T>(list: readonly T[], most: number): T[][] {
  const count = Math.ceil(list.length / most);
  const start = (index: number): number => Math.round(index * list.length / count);
  return Array.from({ length: count }, (_, index) => list.slice(start(index), start(index + 1)));
}
