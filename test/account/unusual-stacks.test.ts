import { NestedStack, Stack } from 'aws-cdk-lib';
import { CloudFormationProduct, CloudFormationTemplate, Portfolio, ProductStack } from 'aws-cdk-lib/aws-servicecatalog';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mixins, ResourcePolicyOwner, XRayTracing } from '../../src';
import { newApp, newStack, onlyOne, resourcesOf, STABILIZATION, warningsOf, warningTexts } from '../fixtures';

const POLICY = 'AWS::XRay::ResourcePolicy';
const TOPIC = 'AWS::SNS::Topic';
const IRELAND = { env: { account: '111122223333', region: 'eu-west-1' } };

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

function tracedTopic(scope: Construct): void {
  new Topic(scope, 'Topic').with(new mixins.TopicTracing());
}

function policiesIn(stack: Stack): number {
  return Object.keys(resourcesOf(stack, POLICY)).length;
}

describe('a nested stack', () => {
  test('gets no policy of its own: its parent does', () => {
    const app = newApp();
    const parent = newStack(app, 'Parent', IRELAND);
    const nested = new NestedStack(parent, 'Nested');
    tracedTopic(nested);

    app.synth();

    expect([policiesIn(parent), policiesIn(nested)]).toEqual([1, 0]);
    expect(onlyOne(nested, TOPIC).TracingConfig).toBe('Active');
  });

  test('is created after the policy', () => {
    const app = newApp();
    const parent = newStack(app, 'Parent', IRELAND);
    tracedTopic(new NestedStack(parent, 'Nested'));

    app.synth();

    const [policyId] = Object.keys(resourcesOf(parent, POLICY));
    expect(Object.values(resourcesOf(parent, 'AWS::CloudFormation::Stack'))[0].DependsOn).toContain(policyId);
  });

  test.each(STABILIZATION)('synthesizes with enable() (stabilization %s)', (stabilization) => {
    const app = newApp({}, stabilization);
    const parent = newStack(app, 'Parent', IRELAND);
    const nested = new NestedStack(parent, 'Nested');
    new Topic(nested, 'Topic');
    XRayTracing.of(app).enable();

    app.synth();

    expect([policiesIn(parent), policiesIn(nested)]).toEqual([1, 0]);
    expect(onlyOne(nested, TOPIC).TracingConfig).toBe('Active');
  });
});

test('a stack that has a construct of the user with the id of the policy is not disturbed', () => {
  const stack = newStack(newApp(), 'Shop', IRELAND);
  new Topic(stack, 'XRayTopicPolicy');

  tracedTopic(stack);

  expect(policiesIn(stack)).toBe(1);
});

describe('a product stack', () => {
  class Product extends ProductStack {
    public readonly topic: CfnTopic;

    constructor(scope: Construct, id: string) {
      super(scope, id);
      this.topic = new CfnTopic(this, 'Topic');
    }
  }

  function newProduct(stack: Stack): Product {
    const product = new Product(stack, 'Product');
    const portfolio = new Portfolio(stack, 'Portfolio', { displayName: 'shop', providerName: 'platform' });
    portfolio.addProduct(new CloudFormationProduct(stack, 'Shop', {
      productName: 'shop', owner: 'platform', productVersions: [{ cloudFormationTemplate: CloudFormationTemplate.fromProductStack(product) }],
    }));
    return product;
  }

  test('keeps its topic as it was, for the policy is out of reach', () => {
    const stack = newStack(newApp(), 'Catalog');
    const { topic } = newProduct(stack);

    topic.with(new mixins.TopicTracing());

    expect(topic.tracingConfig).toBeUndefined();
    expect(policiesIn(stack)).toBe(0);
  });

  test('has the warning where somebody sees it: annotations inside of a product stack reach nobody', () => {
    const stack = newStack(newApp(), 'Catalog');
    const { topic } = newProduct(stack);

    topic.with(new mixins.TopicTracing());

    expect(warningTexts(stack)).toEqual([expect.stringContaining('cdk-xray:topicInPortableStack')]);
    expect(warningTexts(stack)[0]).toContain('Catalog/Product/Topic');
  });

  test('has its topic traced where another app owns the policy', () => {
    const stack = newStack(newApp(), 'Catalog');
    const { topic } = newProduct(stack);

    topic.with(new mixins.TopicTracing({ resourcePolicy: ResourcePolicyOwner.external() }));

    expect(warningsOf(stack)).toEqual([]);
    expect(topic.tracingConfig).toBe('Active');
    expect(policiesIn(stack)).toBe(0);
  });
});
