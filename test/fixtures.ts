import { readFileSync } from 'fs';
import { join } from 'path';
import { App, AppProps, IAspect, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, IConstruct } from 'constructs';

/** Without and with the CDK's flag that runs Aspects until nothing changes any more. */
export const STABILIZATION = [false, true];

/** What validation plugins find is read from the report: the CDK need neither print it nor fail. */
const TEST_CONTEXT = { '@aws-cdk/core:failSynthOnValidationErrors': false };

/** A new app, with the CDK's flag for Aspects on unless said otherwise. */
export function newApp(props: AppProps = {}, stabilization = true): App {
  return new App({ ...props, context: { ...TEST_CONTEXT, '@aws-cdk/core:aspectStabilization': stabilization, ...props.context } });
}

export function newStack(app: Construct = newApp(), id = 'Stack', props: StackProps = {}): Stack {
  return new Stack(app, id, props);
}

/** A function with inline code. */
export function newFunction(scope: Construct, id = 'Function', props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(scope, id, { code: lambda.Code.fromInline('exports.handler = () => {};'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X, ...props });
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
  return pluginReports(app)
    .filter(({ pluginName }) => pluginName === 'cdk-xray')
    .flatMap(({ violations }) => violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => `${constructPath} ${ruleName}`)));
}

/** What every validation plugin found. */
export function pluginReports(app: App): PluginReport[] {
  const { directory } = app.synth();
  const report: { pluginReports: PluginReport[] } = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return report.pluginReports;
}

interface PluginReport {
  readonly pluginName: string;
  readonly violations: { readonly ruleName: string; readonly violatingConstructs: { readonly constructPath: string }[] }[];
}


export function makeShop(app: App): Stack {
  const stack = newStack(app);
  newFunction(stack);
  new apigateway.RestApi(stack, 'Api', { cloudWatchRole: false }).root.addMethod('GET');
  new sns.Topic(stack, 'Topic');
  new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });
  return stack;
}

export function closedRole(scope: Construct, id = 'Role'): iam.IRole {
  return iam.Role.fromRoleArn(scope, id, `arn:aws:iam::111122223333:role/${id}`, { mutable: false });
}

export function l1Of(fn: lambda.Function): lambda.CfnFunction {
  const l1 = fn.node.defaultChild;
  if (!(l1 instanceof lambda.CfnFunction)) {
    throw new Error('a function has a CfnFunction');
  }
  return l1;
}

export function templatesOf(app: App): unknown[] {
  return app.synth().stacksRecursively.map(({ template }): unknown => template);
}

/** Changes every function that it comes by. */
export class ForEachFunction implements IAspect {
  constructor(private readonly change: (fn: lambda.CfnFunction) => void) {
  }

  public visit(node: IConstruct): void {
    if (node instanceof lambda.CfnFunction) {
      this.change(node);
    }
  }
}
