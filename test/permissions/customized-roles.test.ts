import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CustomizeRolesOptions, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { mixins, XRayTracing } from '../../src';
import { newApp, newFunction, newStack, onlyOne, SEGMENT_ACTIONS, warningsOf, xrayPolicy } from '../fixtures';

const FUNCTION = 'AWS::Lambda::Function';
const TRACED = { TracingConfig: { Mode: 'Active' } };
const PRECREATED = { usePrecreatedRoles: { 'Stack/Function/ServiceRole': 'ops-role' } };

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

function customized(options: CustomizeRolesOptions = {}): { app: App; stack: Stack } {
  const app = newApp();
  const stack = newStack(app);
  Role.customizeRoles(stack, options);
  return { app, stack };
}

/** What the CDK tells the owner of the roles. */
function policyReport(app: App): string {
  const file = join(app.outdir, 'iam-policy-report.json');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe('Role.customizeRoles', () => {
  test.each<[string, (stack: Stack) => void]>([
    ['the mixin', (stack) => {
      stack.node.findChild('Function').with(new mixins.FunctionTracing());
    }],
    ['enable()', (stack) => XRayTracing.of(stack).enable()],
  ])('with a precreated role puts the statement into the policy report, by %s', (_name, trace) => {
    const { app, stack } = customized(PRECREATED);
    newFunction(stack);

    trace(stack);
    app.synth();

    SEGMENT_ACTIONS.forEach((action) => expect(policyReport(app)).toContain(action));
    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Role', 0);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('without tracing reports no X-Ray action', () => {
    const { app, stack } = customized(PRECREATED);
    newFunction(stack);

    app.synth();

    expect(policyReport(app)).not.toBe('');
    expect(policyReport(app)).not.toContain('xray');
  });

  test('puts the statement once for functions that share the precreated role', () => {
    const { app, stack } = customized({ usePrecreatedRoles: { 'Stack/Role': 'ops-role' } });
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    ['A', 'B'].forEach((id) => newFunction(stack, id, { role }).with(new mixins.FunctionTracing()));

    app.synth();

    expect(policyReport(app).split('xray:PutTraceSegments')).toHaveLength(2);
    Template.fromStack(stack).resourcePropertiesCountIs(FUNCTION, TRACED, 2);
  });

  test.each<[string, CustomizeRolesOptions]>([
    ['without precreated roles', {}],
    ['with preventSynthesis: false', { preventSynthesis: false }],
  ])('%s puts the statement into the report as well', (_name, options) => {
    const { app, stack } = customized(options);
    newFunction(stack).with(new mixins.FunctionTracing());

    app.synth();

    SEGMENT_ACTIONS.forEach((action) => expect(policyReport(app)).toContain(action));
    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('hands the statement for an imported role to its owner too', () => {
    const { app, stack } = customized(PRECREATED);
    const role = Role.fromRoleArn(stack, 'Ops', 'arn:aws:iam::111122223333:role/ops');
    newFunction(stack, 'Function', { role }).with(new mixins.FunctionTracing());

    app.synth();

    SEGMENT_ACTIONS.forEach((action) => expect(policyReport(app)).toContain(action));
    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('with preventSynthesis: false and a precreated role leaves the statement to its owner', () => {
    const { app, stack } = customized({ ...PRECREATED, preventSynthesis: false });
    newFunction(stack).with(new mixins.FunctionTracing());

    app.synth();

    SEGMENT_ACTIONS.forEach((action) => expect(policyReport(app)).toContain(action));
    Template.fromStack(stack).hasResourceProperties(FUNCTION, TRACED);
  });

  test('leaves roles of other stacks to the library', () => {
    const { app } = customized(PRECREATED);
    const other = newStack(app, 'Other');
    newFunction(other).with(new mixins.FunctionTracing());

    expect(onlyOne(other, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SEGMENT_ACTIONS)]);
  });
});
