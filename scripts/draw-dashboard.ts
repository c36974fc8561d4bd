/**
 * Draws the layout of a dashboard: labelled boxes where its widgets are.
 *
 * npx ts-node scripts/draw-dashboard.ts TEMPLATE.json DRAWING.svg
 */
import { readFileSync, writeFileSync } from 'fs';

interface Widget {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly title?: string; readonly markdown?: string; readonly metrics?: unknown[][] };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const COLUMN = 40;
const ROW = 24;
const MARGIN = 16;
const GAP = 6;
const PADDING = 10;
const LINE = 17;
const CHARACTER = 7;
const NAME_CHARACTER = 6;
const MOST_NAMES = 4;
const COLUMNS = 24;

const STYLE = [
  'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;font-size:12px;fill:#1f2937}',
  '.heading{font-size:15px;font-weight:600}',
  '.title{font-weight:600}',
  '.name{font-size:11px;fill:#6b7280}',
  '.note{fill:#4b5563}',
  '.link{fill:#1d4ed8}',
].join('');

/** The drawing of a dashboard's body. */
export function drawDashboard(widgets: readonly Widget[]): string {
  const height = Math.max(...widgets.map((widget) => widget.y + widget.height)) * ROW + 2 * MARGIN;
  const width = COLUMNS * COLUMN + 2 * MARGIN;
  const graphs = widgets.flatMap(({ properties }) => properties.title ?? []);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    '<title id="title">Layout of a TraceDashboard</title>',
    `<desc id="desc">${escaped(`From top to bottom: links into the trace map and to lists of traces, then graphs: ${graphs.join('; ')}.`)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#f3f4f6"/>`,
    ...widgets.map(drawWidget),
    '</svg>',
    '',
  ].join('\n');
}

function drawWidget(widget: Widget): string {
  const box = {
    left: MARGIN + widget.x * COLUMN + GAP / 2,
    top: MARGIN + widget.y * ROW + GAP / 2,
    width: widget.width * COLUMN - GAP,
    height: widget.height * ROW - GAP,
  };
  return widget.properties.markdown === undefined ? drawGraph(widget, box) : drawText(widget.properties.markdown, box);
}

function drawGraph({ properties: { title = '', metrics = [] } }: Widget, box: Box): string {
  const bar = title.includes('sampled') || title.startsWith('Sampling') ? '#d97706' : '#2563eb';
  const lines = wrapped(title, box.width).map((part) => styled('title', escaped(part)));
  const names = namesOf(metrics);
  const more = names.length > MOST_NAMES ? [`and ${names.length - MOST_NAMES} more`] : [];
  const shown = [...names.slice(0, MOST_NAMES), ...more].map((name) => styled('name', escaped(shortened(name, box.width))));
  return [
    `<rect x="${box.left}" y="${box.top}" width="${box.width}" height="${box.height}" rx="6" fill="#ffffff" stroke="#d1d5db"/>`,
    `<rect x="${box.left}" y="${box.top + 8}" width="3" height="${box.height - 16}" fill="${bar}"/>`,
    drawLines([...lines, ...shown].slice(0, Math.floor((box.height - PADDING) / LINE)), box),
  ].join('');
}

function drawText(markdown: string, box: Box): string {
  const lines = markdown.split('\n').filter((line) => line.trim() !== '').flatMap((line) => {
    const [, marks, rest] = /^(#*)\s*(.*)$/.exec(line) ?? ['', '', line];
    if (marks !== '') {
      return styled('heading', escaped(rest));
    }
    return line.includes('](') ? styled('note', linked(rest)) : wrapped(rest, box.width).map((part) => styled('note', linked(part)));
  });
  return drawLines(lines, box);
}

function drawLines(lines: readonly string[], { left, top }: Box): string {
  return lines.map((line, index) => line.replace('<text', `<text x="${left + PADDING}" y="${top + LINE * (index + 1)}"`)).join('');
}

function styled(style: string, content: string): string {
  return `<text class="${style}">${content}</text>`;
}

/** Markdown with its links as colored text; where they lead nobody sees in a picture. */
function linked(markdown: string): string {
  const plain = markdown.replace(/[*`]/g, '');
  return plain.split(/(\[[^\]]*\]\([^)]*\))/).map((part) => {
    const [, title] = /^\[([^\]]*)\]/.exec(part) ?? [];
    return title === undefined ? escaped(part) : `<tspan class="link">${escaped(title)}</tspan>`;
  }).join('');
}

/** The labels of the lines that are seen, in their order. */
function namesOf(metrics: readonly unknown[][]): string[] {
  return metrics.flatMap((metric) => {
    const options = metric[metric.length - 1];
    const isSeen = isRecord(options) && options.visible !== false && typeof options.label === 'string';
    return isSeen ? String(options.label) : [];
  });
}

function wrapped(title: string, width: number): string[] {
  return title.split(' ').reduce<string[]>((lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && fits(`${last} ${word}`, width) ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

function shortened(name: string, width: number): string {
  const most = Math.floor((width - 2 * PADDING) / NAME_CHARACTER);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}

function fits(words: string, width: number): boolean {
  return words.length * CHARACTER <= width - 2 * PADDING;
}

function escaped(words: string): string {
  return words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** The widgets of the first dashboard in a template; what CloudFormation computes is not seen in the picture. */
export function widgetsOf(template: unknown): Widget[] {
  const resources = isRecord(template) && isRecord(template.Resources) ? Object.values(template.Resources) : [];
  const dashboard = resources.filter(isRecord).find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  if (!isRecord(dashboard?.Properties)) {
    throw new Error('the template must have a dashboard, got none: give the template of a stack with a TraceDashboard');
  }
  const body: { readonly widgets: Widget[] } = JSON.parse(asText(dashboard.Properties.DashboardBody));
  return body.widgets;
}

function asText(value: unknown): string {
  if (isRecord(value) && Array.isArray(value['Fn::Join'])) {
    const [separator, parts]: unknown[] = value['Fn::Join'];
    return Array.isArray(parts) ? parts.map(asText).join(String(separator)) : '…';
  }
  return typeof value === 'string' ? value : '…';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

if (require.main === module) {
  const [template, drawing] = process.argv.slice(2);
  if (template === undefined || drawing === undefined) {
    throw new Error('two files must be given, a template and the drawing: npx ts-node scripts/draw-dashboard.ts TEMPLATE.json DRAWING.svg');
  }
  writeFileSync(drawing, drawDashboard(widgetsOf(JSON.parse(readFileSync(template, 'utf8')))));
}
