import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** A widget as CloudWatch gets it, with `<…>` for what CloudFormation computes. */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly metrics?: (string | { readonly [name: string]: unknown })[][];
  };
}

/** The bodies of the dashboards in a stack. */
export function bodiesIn(stack: Stack): { readonly start?: string; readonly widgets: Widget[] }[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'))
    .map(({ Properties }) => JSON.parse(flat(Properties.DashboardBody)));
}

/** The widgets of the only dashboard of a stack. */
export function widgetsIn(stack: Stack): Widget[] {
  const [body, ...others] = bodiesIn(stack);
  expect(others).toHaveLength(0);
  return body.widgets;
}

/** What stands in the texts of the only dashboard. */
export function textsIn(stack: Stack): string {
  return widgetsIn(stack).map(({ properties }) => properties.markdown ?? '').join('\n');
}

export function titlesIn(stack: Stack): string[] {
  return widgetsIn(stack).flatMap(({ properties }) => properties.title ?? []);
}

/** The lines of the graphs whose titles begin in a way, each as its metric, its dimensions and its label. */
export function linesIn(stack: Stack, title: string): string[] {
  return widgetsIn(stack)
    .filter(({ properties }) => properties.title?.startsWith(title))
    .flatMap(({ properties }) => properties.metrics ?? [])
    .map((metric) => metric.map((part) => typeof part === 'string' ? part : String(part.label ?? part.expression ?? '')).join(' '));
}

/** A value of a template as text, with `<…>` for what is computed. */
export function flat(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join'])) {
    const [separator, parts]: [string, unknown[]] = [value['Fn::Join'][0], value['Fn::Join'][1]];
    return parts.map(flat).join(separator);
  }
  if ('Ref' in value) {
    return `<${String(value.Ref)}>`;
  }
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) {
    return `<${value['Fn::GetAtt'].join('.')}>`;
  }
  if ('Fn::ImportValue' in value) {
    return `<import ${flat(value['Fn::ImportValue'])}>`;
  }
  return `<${JSON.stringify(value).replace(/"/g, '\'')}>`;
}
