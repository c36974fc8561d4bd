import { existsSync } from 'fs';
import { join } from 'path';
import { Stage } from 'aws-cdk-lib';
import { TracingState, XRayTracing } from '../src';
import { makeShop, newApp, newFunction, newStack, onlyOne, resourcesOf, templatesOf, violationsOf } from './fixtures';

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';
const ACTIVE = { Mode: 'Active' };

describe('The context cdk-xray:mode', () => {
  test('off leaves every template as if enable() were not there', () => {
    const [off, without] = [newApp({ context: { 'cdk-xray:mode': 'off' } }), newApp()];
    [off, without].forEach((app) => makeShop(app));
    XRayTracing.of(off).enable();

    expect(templatesOf(off)).toEqual(templatesOf(without));
    expect(XRayTracing.of(off).report().inState(TracingState.UNTRACED)[0].reason).toBe('the context cdk-xray:mode is off');
  });

  test('off registers no check, of which the CDK would tell in the metadata of every template', () => {
    const app = newApp({ analyticsReporting: true, context: { 'cdk-xray:mode': 'off' } });
    const stack = newStack(app);
    XRayTracing.of(app).enable();

    const tree = app.synth();
    expect(JSON.stringify(tree.getStackByName(stack.stackName).template)).not.toContain('cdk-xray');
    expect(existsSync(join(tree.directory, 'xray-tracing-report.json'))).toBe(false);
  });

  test('permissions-only gives the permissions and leaves every switch', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'permissions-only' } });
    const stack = makeShop(app);
    XRayTracing.of(app).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toBeUndefined();
    expect(onlyOne(stack, 'AWS::SNS::Topic').TracingConfig).toBeUndefined();
    expect(Object.values(resourcesOf(stack, ROLE)).filter(({ Properties }) => Properties.Policies)).toHaveLength(2);
    expect(Object.keys(resourcesOf(stack, 'AWS::XRay::ResourcePolicy'))).toHaveLength(1);
    expect(XRayTracing.of(app).report().resources.map(({ state }) => state)).toEqual(Array(4).fill(TracingState.PERMITTED));
    expect(violationsOf(app)).toEqual([]);
  });

  test('on is the default', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'on' } });
    const stack = newStack(app);
    newFunction(stack);
    XRayTracing.of(app).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
  });

  test('can differ from one Stage to the next', () => {
    const app = newApp();
    XRayTracing.of(app).enable();
    const [dev, prod] = ['Dev', 'Prod'].map((id) => new Stage(app, id));
    dev.node.setContext('cdk-xray:mode', 'off');
    const stacks = [dev, prod].map((stage) => newStack(stage));
    stacks.forEach((stack) => newFunction(stack));

    expect(stacks.map((stack) => onlyOne(stack, FUNCTION).TracingConfig)).toEqual([undefined, ACTIVE]);
  });

  test('fails where tracing is enabled when its value is unknown', () => {
    const app = newApp({ context: { 'cdk-xray:mode': 'false' } });

    expect(() => XRayTracing.of(app).enable())
      .toThrow('[App] context cdk-xray:mode must be one of on, off, permissions-only, got "false"');
  });
});
