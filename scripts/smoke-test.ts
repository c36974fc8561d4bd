import { strict as assert } from 'assert';
import { existsSync } from 'fs';
import { join } from 'path';
import { App, Stack, aws_lambda as lambda } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TracingState, XRayTracing, mixins } from 'cdk-xray';

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

console.log('the packed library traces an app and a function');
