import { join } from 'path';
import { App, Aspects, NestedStack, Stack, Tags, Validations } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as servicecatalog from 'aws-cdk-lib/aws-servicecatalog';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { StackSet, StackSetStack, StackSetTarget, StackSetTemplate } from 'cdk-stacksets';
import { TracingState, XRayTracing } from '../src';
import { ForEachFunction, newApp, newFunction, newStack, onlyOne, pluginReports, resourcesOf, SEGMENT_ACTIONS, STABILIZATION, violationsOf, warningsOf, xrayPolicy } from './fixtures';

const FUNCTION = 'AWS::Lambda::Function';
const ROLE = 'AWS::IAM::Role';
const VERSION = 'AWS::Lambda::Version';
const ACTIVE = { Mode: 'Active' };

describe.each(STABILIZATION)('With aspect stabilization %s, tracing stands beside', (stabilization) => {
  test('tags', () => {
    const app = newApp({}, stabilization);
    XRayTracing.of(app).enable();
    Tags.of(app).add('team', 'shop', { priority: 50 });
    const stack = newStack(app);
    newFunction(stack);

    expect(onlyOne(stack, FUNCTION)).toMatchObject({ TracingConfig: ACTIVE, Tags: [{ Key: 'team', Value: 'shop' }] });
  });

  test('permission boundaries', () => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    newFunction(stack);
    iam.PermissionsBoundary.of(app).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
    XRayTracing.of(app).enable();

    expect(onlyOne(stack, ROLE)).toMatchObject({ PermissionsBoundary: expect.anything(), Policies: [xrayPolicy(...SEGMENT_ACTIONS)] });
  });

  test.each([0, 100, 200, 201, 1000])('another Aspect of priority %i that changes functions', (priority) => {
    const app = newApp({}, stabilization);
    const stack = newStack(app);
    newFunction(stack);
    XRayTracing.of(app).enable();
    Aspects.of(app).add(new ForEachFunction((fn) => {
      fn.memorySize = 512;
    }), { priority });

    expect(onlyOne(stack, FUNCTION)).toMatchObject({ TracingConfig: ACTIVE, MemorySize: 512 });
  });
});

describe('A function', () => {
  test('with currentVersion and an alias publishes one new version when it is first traced, and none at any later synthesis', () => {
    const versions = [false, true, true].map((traced) => {
      const app = newApp();
      const stack = newStack(app);
      new lambda.Alias(stack, 'Live', { aliasName: 'live', version: newFunction(stack).currentVersion });
      if (traced) {
        XRayTracing.of(app).enable();
      }
      return Object.keys(resourcesOf(stack, VERSION))[0];
    });

    expect(versions[1]).not.toBe(versions[0]);
    expect(versions[2]).toBe(versions[1]);
  });

  test('that is picked up late has the version of a traced function', () => {
    const [early, late] = [newApp(), newApp()].map((app, index) => {
      const stack = newStack(app);
      const add = (): unknown => new lambda.Alias(stack, 'Live', { aliasName: 'live', version: newFunction(stack).currentVersion });
      XRayTracing.of(app).enable();
      if (index === 0) {
        add();
      } else {
        let done = false;
        Aspects.of(stack).add({
          visit: () => {
            if (!done) {
              done = true;
              add();
            }
          },
        }, { priority: 900 });
      }
      return Object.keys(resourcesOf(stack, VERSION));
    });

    expect(late).toEqual(early);
  });

  test('with SnapStart is traced', () => {
    const stack = newStack();
    newFunction(stack, 'Function', { runtime: lambda.Runtime.JAVA_21, snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS, code: lambda.Code.fromAsset(__dirname) });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION)).toMatchObject({ TracingConfig: ACTIVE, SnapStart: { ApplyOn: 'PublishedVersions' } });
  });

  test('of a container image is traced', () => {
    const stack = newStack();
    new lambda.Function(stack, 'Function', {
      code: lambda.Code.fromEcrImage(ecr.Repository.fromRepositoryName(stack, 'Repository', 'shop')), handler: lambda.Handler.FROM_IMAGE, runtime: lambda.Runtime.FROM_IMAGE,
    });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION)).toMatchObject({ TracingConfig: ACTIVE, PackageType: 'Image' });
  });

  test('in a nested stack has the permission on its role in the parent', () => {
    const app = newApp();
    const stack = newStack(app);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const nested = new NestedStack(stack, 'Nested');
    newFunction(nested, 'Function', { role });
    XRayTracing.of(app).enable();

    expect(onlyOne(nested, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(stack, ROLE).Policies).toHaveLength(1);
    expect(resourcesOf(nested, 'AWS::IAM::Policy')).toEqual({});
    expect(violationsOf(app)).toEqual([]);
  });

  test('of an included template is traced, with the permission on the role of the template', () => {
    const stack = newStack();
    new CfnInclude(stack, 'Template', { templateFile: join(__dirname, 'included-template.json') });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, FUNCTION).TracingConfig).toEqual(ACTIVE);
    expect(onlyOne(stack, ROLE).Policies).toEqual([
      { PolicyName: 'Own', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] } },
      xrayPolicy(...SEGMENT_ACTIONS),
    ]);
  });

  test('of a Service Catalog product is traced', () => {
    const stack = newStack();
    const product = new Product(stack, 'Product');
    new servicecatalog.CloudFormationProduct(stack, 'Shop', {
      productName: 'Shop',
      owner: 'shop',
      productVersions: [{ cloudFormationTemplate: servicecatalog.CloudFormationTemplate.fromProductStack(product) }],
    });
    XRayTracing.of(stack).enable();

    expect(onlyOne(stack, 'AWS::ServiceCatalog::CloudFormationProduct')).toBeDefined();
    expect(XRayTracing.of(stack).report().resources).toMatchObject([{ state: TracingState.TRACED, stack: 'Stack/Product' }]);
  });

  test('of a stack set is traced', () => {
    const app = newApp();
    const stack = newStack(app);
    const template = new StackSetStack(stack, 'Everywhere');
    newFunction(template);
    new StackSet(stack, 'StackSet', {
      template: StackSetTemplate.fromStackSetStack(template),
      target: StackSetTarget.fromAccounts({ accounts: ['111111111111'], regions: ['eu-west-1'] }),
    });
    XRayTracing.of(app).enable();
    app.synth();

    expect(XRayTracing.of(app).report().resources).toMatchObject([{ state: TracingState.TRACED, stack: 'Stack/Everywhere' }]);
    expect(violationsOf(app)).toEqual([]);
  });
});

describe('cdk-nag', () => {
  test('is content with what tracing changes, once the wildcard of X-Ray\'s actions is acknowledged on the roles', () => {
    const app = newApp();
    const stack = newStack(app);
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    newFunction(stack, 'Function', { role });
    XRayTracing.of(app).enable();
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    for (const id of ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions']) {
      app.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: 'X-Ray has no resource-level permissions' });
    }

    const findings = nagFindings(app);
    expect(findings).not.toContain('Serverless-LambdaTracing');
    expect(findings.filter((rule) => /IAM5|StarPermissions/.test(rule))).toEqual([]);
    expect(warningsOf(stack)).toEqual([]);
  });
});

class Product extends servicecatalog.ProductStack {
  constructor(scope: Stack, id: string) {
    super(scope, id);
    newFunction(this);
  }
}

function nagFindings(app: App): string[] {
  return pluginReports(app).filter(({ pluginName }) => pluginName !== 'cdk-xray').flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}
