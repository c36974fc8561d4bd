import { strict as assert } from 'assert';
import { existsSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_ecs as ecs, aws_lambda as lambda } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { EcsSidecarCollector, TraceCollector, TracingState, XRayTracing, mixins } from 'cdk-xray';

function addFunction(stack: Stack): lambda.Function {
  return new lambda.Function(stack, 'Handler', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
}

function assertTraced(stack: Stack): void {
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [{ PolicyDocument: { Statement: [{ Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Effect: 'Allow', Resource: '*' }] } }],
  });
}

const app = new App();
const whole = new Stack(app, 'Whole');
addFunction(whole);
XRayTracing.of(app).enable();
const assembly = app.synth();
assertTraced(whole);
assert.deepEqual(XRayTracing.of(app).report().resources.map(resource => [resource.constructPath, resource.state]), [
  ['Whole/Handler/Resource', TracingState.TRACED],
]);
assert.ok(existsSync(join(assembly.directory, 'xray-tracing-report.json')), 'the report is not in the assembly');

const single = new Stack(new App(), 'Single');
addFunction(single).with(new mixins.FunctionTracing());
assertTraced(single);

// with the YAML library that is packed inside
const tasks = new Stack(new App(), 'Tasks');
const task = new ecs.FargateTaskDefinition(tasks, 'Task');
task.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app:1') });
task.addExtension(new EcsSidecarCollector({ collector: TraceCollector.openTelemetry() }));
Template.fromStack(tasks).hasResourceProperties('AWS::ECS::TaskDefinition', {
  ContainerDefinitions: Match.arrayWith([Match.objectLike({ Name: 'xray-collector', Environment: Match.arrayWith([Match.objectLike({ Name: 'AOT_CONFIG_CONTENT' })]) })]),
});

console.log('the packed library traces an app, a function and a task');
