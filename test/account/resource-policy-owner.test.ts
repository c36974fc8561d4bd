import { Stack, Stage } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mixins, ResourcePolicyOwner, XRayTracing } from '../../src';
import { newApp, newStack, resourcesOf } from '../fixtures';

const POLICY = 'AWS::XRay::ResourcePolicy';
const IRELAND = { env: { account: '111122223333', region: 'eu-west-1' } };
const FRANKFURT = { env: { account: '111122223333', region: 'eu-central-1' } };

beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

function tracedTopic(scope: Construct, resourcePolicy?: ResourcePolicyOwner): void {
  new Topic(scope, 'Topic').with(new mixins.TopicTracing({ resourcePolicy }));
}

function counts(...stacks: Stack[]): number[] {
  return stacks.map((stack) => Object.keys(resourcesOf(stack, POLICY)).length);
}

describe('ResourcePolicyOwner.firstStack', () => {
  test('is the default', () => {
    const app = newApp();
    const [first, second] = [newStack(app, 'First', IRELAND), newStack(app, 'Second', IRELAND)];
    tracedTopic(first);
    tracedTopic(second, ResourcePolicyOwner.firstStack());

    app.synth();

    expect(counts(first, second)).toEqual([1, 0]);
  });
});

describe('ResourcePolicyOwner.stack', () => {
  test('puts the policy into the named stack, and has the topics\' stacks depend on it', () => {
    const app = newApp();
    const [first, second, platform] = ['First', 'Second', 'Platform'].map((id) => newStack(app, id, IRELAND));
    const owner = ResourcePolicyOwner.stack(platform);
    tracedTopic(first, owner);
    tracedTopic(second, owner);

    app.synth();

    expect(counts(first, second, platform)).toEqual([0, 0, 1]);
    expect([first.dependencies, second.dependencies]).toEqual([[platform], [platform]]);
  });

  test('has the topics of the named stack itself depend on the policy', () => {
    const app = newApp();
    const platform = newStack(app, 'Platform', IRELAND);
    tracedTopic(platform, ResourcePolicyOwner.stack(platform));

    app.synth();

    expect(Object.values(resourcesOf(platform, 'AWS::SNS::Topic'))[0].DependsOn).toEqual(Object.keys(resourcesOf(platform, POLICY)));
  });

  test('leaves another environment to its first stack', () => {
    const app = newApp();
    const [platform, frankfurt] = [newStack(app, 'Platform', IRELAND), newStack(app, 'Frankfurt', FRANKFURT)];
    tracedTopic(frankfurt, ResourcePolicyOwner.stack(platform));

    app.synth();

    expect(counts(platform, frankfurt)).toEqual([0, 1]);
  });

  test('leaves another Stage to its first stack', () => {
    const app = newApp();
    const platform = newStack(app, 'Platform', IRELAND);
    const shop = newStack(new Stage(app, 'Prod', IRELAND), 'Shop');
    tracedTopic(shop, ResourcePolicyOwner.stack(platform));

    app.synth();

    expect(counts(platform, shop)).toEqual([0, 1]);
  });

  test('works for stacks that do not know their environment', () => {
    const app = newApp();
    const [shop, platform] = [newStack(app, 'Shop'), newStack(app, 'Platform')];
    tracedTopic(shop, ResourcePolicyOwner.stack(platform));

    app.synth();

    expect(counts(shop, platform)).toEqual([0, 1]);
  });

  test('is an option of enable()', () => {
    const app = newApp();
    const [shop, platform] = [newStack(app, 'Shop', IRELAND), newStack(app, 'Platform', IRELAND)];
    new Topic(shop, 'Topic');
    XRayTracing.of(app).enable({ resourcePolicy: ResourcePolicyOwner.stack(platform) });

    app.synth();

    expect(counts(shop, platform)).toEqual([0, 1]);
    expect(shop.dependencies).toEqual([platform]);
  });
});

describe('ResourcePolicyOwner.external', () => {
  test('makes no policy and no dependency', () => {
    const app = newApp();
    const [first, second] = [newStack(app, 'First', IRELAND), newStack(app, 'Second', IRELAND)];
    tracedTopic(first, ResourcePolicyOwner.external());
    tracedTopic(second, ResourcePolicyOwner.external());

    app.synth();

    expect(counts(first, second)).toEqual([0, 0]);
    expect([...first.dependencies, ...second.dependencies]).toEqual([]);
  });
});
