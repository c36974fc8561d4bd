import { join } from 'path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { XRayTracing } from '../../src';
import { JsonObject, isJsonObject } from '../support/aws-sdk';
import { COLD_CACHE_MS } from '../support/cache';
import { Emulator, runCdk, startEmulator } from '../support/emulator';
import { describeWith } from '../support/requirements';

const CODE = 'exports.handler = async () => ({ statusCode: 200, body: process.env._X_AMZN_TRACE_ID ?? "none" });';

interface Outputs { readonly Api: string; readonly Topic: string; readonly Machine: string; readonly Handler: string; readonly Role: string }

describeWith('The emulator, as AWS does,', ['python3', 'npm'], false, () => {
  let emulator: Emulator;
  let outputs: Outputs;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true });
    outputs = await deploy(emulator, 'traced');
  }, COLD_CACHE_MS);
  afterAll(() => emulator?.stop());

  test('keeps the switches', async () => {
    expect(await switches(emulator, outputs)).toEqual({ function: 'Active', stage: true, topic: 'Active', machine: true });
  });

  test('hands a trace header on, through segments of its own', async () => {
    const header = 'Root=1-00000001-cccccccccccccccccccccccc;Parent=dddddddddddddddd;Sampled=1';
    const response = await fetch(emulator.stageUrl(outputs.Api, 'prod'), { headers: { 'X-Amzn-Trace-Id': header } });
    const seen = await response.text();
    const segments = await segmentsOf(emulator, '1-00000001-cccccccccccccccccccccccc');
    const [stage, service, code] = ['AWS::ApiGateway::Stage', 'AWS::Lambda', 'AWS::Lambda::Function'].map((origin) => segments.find((segment) => segment.origin === origin));
    expect(segments).toHaveLength(3);
    expect(stage).toMatchObject({ parent_id: 'dddddddddddddddd', http: { response: { status: 200 } } });
    expect(stage?.subsegments).toEqual([expect.objectContaining({ id: service?.parent_id })]);
    expect(code?.parent_id).toBe(service?.id);
    expect(seen).toBe(`Root=1-00000001-cccccccccccccccccccccccc;Parent=${String(code?.id)};Sampled=1`);
  });

  test('sends nothing for a request that is not sampled', async () => {
    const header = 'Root=1-00000002-cccccccccccccccccccccccc;Parent=dddddddddddddddd;Sampled=0';
    await fetch(emulator.stageUrl(outputs.Api, 'prod'), { headers: { 'X-Amzn-Trace-Id': header } });
    expect(await segmentsOf(emulator, '1-00000002-cccccccccccccccccccccccc')).toEqual([]);
  });

  test('decides by the sampling rules where nobody decided', async () => {
    const decision = async () => /Sampled=(.)/.exec(await (await fetch(emulator.stageUrl(outputs.Api, 'prod'))).text())?.[1];
    expect(await decision()).toBe('1');
    const any = { ServiceName: '*', ServiceType: '*', Host: '*', HTTPMethod: '*', URLPath: '*', ResourceARN: '*' };
    const never = { ...any, RuleName: 'never', Priority: 1, FixedRate: 0, ReservoirSize: 0, Version: 1 };
    await emulator.sdk.call('xray', 'create_sampling_rule', { SamplingRule: never });
    expect(await decision()).toBe('0');
    await emulator.sdk.call('xray', 'delete_sampling_rule', { RuleName: 'never' });
  });

  test('refuses a traced function whose role may not send segments', async () => {
    const trace = () => emulator.sdk.call('lambda', 'update_function_configuration', { FunctionName: outputs.Handler, TracingConfig: { Mode: 'Active' } });
    await trace();
    await emulator.sdk.call('iam', 'delete_role_policy', { RoleName: outputs.Role, PolicyName: 'XRay' });
    await expect(trace()).rejects.toMatchObject({ code: 'InvalidParameterValueException' });
  });

  test('refuses a traced topic without the resource policy', async () => {
    const parameters = { TopicArn: outputs.Topic, AttributeName: 'TracingConfig', AttributeValue: 'Active' };
    await emulator.sdk.call('sns', 'set_topic_attributes', parameters);
    const [policy] = await emulator.sdk.list('xray', 'list_resource_policies', 'ResourcePolicies');
    await emulator.sdk.call('xray', 'delete_resource_policy', { PolicyName: policy.PolicyName });
    await expect(emulator.sdk.call('sns', 'set_topic_attributes', parameters)).rejects.toMatchObject({ code: 'InvalidParameter' });
  });
});

describeWith('The emulator, told to lose', ['python3', 'npm'], false, () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ bootstrap: true, topicNeedsPolicy: false });
  }, COLD_CACHE_MS);
  afterEach(() => runCdk(emulator, ['destroy', '--app', join(emulator.folder, 'lossy'), '--all', '--force']));
  afterAll(() => emulator?.stop());

  test('flags, leaves everything untraced', async () => {
    await emulator.lose(['flag']);
    expect(await switches(emulator, await deploy(emulator, 'lossy'))).toMatchObject({ function: 'PassThrough', stage: false, machine: false });
  });

  test('the resource policy, has none', async () => {
    await emulator.lose(['resource-policy']);
    await deploy(emulator, 'lossy');
    expect(await emulator.sdk.list('xray', 'list_resource_policies', 'ResourcePolicies')).toEqual([]);
  });

  test('permissions, refuses the deployment', async () => {
    await emulator.lose(['permission']);
    await expect(deploy(emulator, 'lossy')).rejects.toThrow('PutTraceSegments');
  });
});

/** Deploys an app with one of each, and gives back the outputs of its stack. */
async function deploy(emulator: Emulator, name: string): Promise<Outputs> {
  const outdir = join(emulator.folder, name);
  const app = new App({ outdir, analyticsReporting: false, context: { '@aws-cdk/core:failSynthOnValidationErrors': false } });
  const stack = new Stack(app, `Shop-${name}`);
  const handler = new LambdaFunction(stack, 'Handler', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(CODE) });
  const api = new LambdaRestApi(stack, 'Api', { handler, cloudWatchRole: false });
  const topic = new Topic(stack, 'Topic');
  const machine = new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) });
  const values = { Api: api.restApiId, Topic: topic.topicArn, Machine: machine.stateMachineArn, Handler: handler.functionName, Role: handler.role?.roleName ?? '' };
  Object.entries(values).forEach(([key, value]) => new CfnOutput(stack, `Out${key}`, { value }));
  XRayTracing.of(app).enable();
  app.synth();
  await runCdk(emulator, ['deploy', '--app', outdir, '--all', '--require-approval', 'never', '--method', 'direct']);
  const [deployed] = await emulator.sdk.list('cloudformation', 'describe_stacks', 'Stacks', { StackName: stack.stackName });
  const found = Array.isArray(deployed.Outputs) ? deployed.Outputs.filter(isJsonObject) : [];
  const output = (key: string) => String(found.find((candidate) => candidate.OutputKey === `Out${key}`)?.OutputValue);
  return { Api: output('Api'), Topic: output('Topic'), Machine: output('Machine'), Handler: output('Handler'), Role: output('Role') };
}

async function switches(emulator: Emulator, outputs: Outputs): Promise<JsonObject> {
  const { TracingConfig } = await emulator.sdk.call('lambda', 'get_function_configuration', { FunctionName: outputs.Handler });
  const { tracingEnabled } = await emulator.sdk.call('apigateway', 'get_stage', { restApiId: outputs.Api, stageName: 'prod' });
  const { Attributes } = await emulator.sdk.call('sns', 'get_topic_attributes', { TopicArn: outputs.Topic });
  const { tracingConfiguration } = await emulator.sdk.call('stepfunctions', 'describe_state_machine', { stateMachineArn: outputs.Machine });
  return {
    function: isJsonObject(TracingConfig) ? TracingConfig.Mode : undefined,
    stage: tracingEnabled,
    topic: isJsonObject(Attributes) ? Attributes.TracingConfig : undefined,
    machine: isJsonObject(tracingConfiguration) ? tracingConfiguration.enabled : undefined,
  };
}

async function segmentsOf(emulator: Emulator, trace: string): Promise<JsonObject[]> {
  const traces = await emulator.sdk.list('xray', 'batch_get_traces', 'Traces', { TraceIds: [trace] });
  const segments = traces.flatMap(({ Segments }) => Array.isArray(Segments) ? Segments.filter(isJsonObject) : []);
  return segments.map((segment): unknown => JSON.parse(String(segment.Document))).filter(isJsonObject);
}
