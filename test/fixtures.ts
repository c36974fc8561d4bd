import { readFileSync } from 'fs';
import { join } from 'path';
import { App, AppProps, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Function, FunctionProps, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** Without and with the CDK's flag that runs Aspects until nothing changes any more. */
export const STABILIZATION = [false, true];

/** A new app, with the CDK's flag for Aspects on unless said otherwise. */
export function newApp(props: AppProps = {}, stabilization = true): App {
  return new App({ ...props, context: { '@aws-cdk/core:aspectStabilization': stabilization, ...props.context } });
}

export function newStack(app: Construct = newApp(), id = 'Stack', props: StackProps = {}): Stack {
  return new Stack(app, id, props);
}

/** A function with inline code. */
export function newFunction(scope: Construct, id = 'Function', props: Partial<FunctionProps> = {}): Function {
  return new Function(scope, id, { code: Code.fromInline('exports.handler = () => {};'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X, ...props });
}

/** The resources of one type in a stack, by logical id, after synthesis. */
export function resourcesOf(stack: Stack, type: string): Record<string, { Properties: Record<string, unknown>; DependsOn?: string[] }> {
  return Object.fromEntries(Object.entries(Template.fromStack(stack).findResources(type))
    .map(([id, { Properties = {}, DependsOn }]) => [id, { Properties, DependsOn }]));
}

/** The one resource of a type. */
export function onlyOne(stack: Stack, type: string): Record<string, unknown> {
  const found = Object.values(resourcesOf(stack, type));
  expect(found).toHaveLength(1);
  return found[0].Properties;
}

/** The ids of this library's warnings in a stack, with the paths of their constructs. */
export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('cdk-xray:'))
    .map(({ id, entry }) => `${id} ${/cdk-xray:(\w+)/.exec(String(entry.data))?.[1]}`);
}

/** The text of this library's warnings in a stack. */
export function warningTexts(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-xray:')).map(({ entry }) => String(entry.data));
}

/** The inline policy that this library gives to a role. */
export function xrayPolicy(...actions: string[]): object {
  return {
    PolicyName: 'XRay',
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] },
  };
}

export const SEGMENT_ACTIONS = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
export const SAMPLING_ACTIONS = ['xray:GetSamplingRules', 'xray:GetSamplingTargets', ...SEGMENT_ACTIONS];


/** What the check after synthesis finds, as `path id`. */
export function violationsOf(app: App): string[] {
  const { directory } = app.synth();
  const report: unknown = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return pluginReportsOf(report)
    .filter(({ pluginName }) => pluginName === 'cdk-xray')
    .flatMap(({ violations }) => violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath} ${ruleName}`)));
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: { readonly ruleName: string; readonly violatingConstructs: { readonly constructPath: string }[] }[];
}

function pluginReportsOf(report: unknown): PluginReport[] {
  return typeof report === 'object' && report !== null && 'pluginReports' in report && Array.isArray(report.pluginReports)
    ? report.pluginReports
    : [];
}
