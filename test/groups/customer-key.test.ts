import { Aws, CfnCondition, CfnParameter, CfnResource, CustomResource, Fn, Stack, Stage } from 'aws-cdk-lib';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { ProductStack } from 'aws-cdk-lib/aws-servicecatalog';
import { CfnGroup } from 'aws-cdk-lib/aws-xray';
import { AwsCustomResource, AwsCustomResourcePolicy, AwsSdkCall, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct, IConstruct } from 'constructs';
import { TraceGroup } from '../../src';
import { noteCustomerKey } from '../../src/account/customer-key';
import { FilterExpression } from '../../src/filters/filter-expression';
import { customerKeyFindings } from '../../src/groups/private/findings/customer-key';
import { newApp, newStack, warningsOf } from '../fixtures';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012';
const HERE = { env: { account: '111122223333', region: 'eu-west-1' } };

function listener(scope: Construct, id = 'Group'): CfnGroup {
  return new CfnGroup(scope, id, { groupName: id, insightsConfiguration: { insightsEnabled: true, notificationsEnabled: true } });
}

function encryption(scope: Construct, parameters: object, call: Partial<AwsSdkCall> = {}): AwsCustomResource {
  return new AwsCustomResource(scope, 'Encryption', {
    onUpdate: { service: 'XRay', action: 'putEncryptionConfig', parameters, physicalResourceId: PhysicalResourceId.of('key'), ...call },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
    installLatestAwsSdk: false,
  });
}

function keyed(scope: Construct, keyId = KEY_ARN, call?: Partial<AwsSdkCall>): AwsCustomResource {
  return encryption(scope, { Type: 'KMS', KeyId: keyId }, call);
}

function foundIn(stage: IConstruct): string[] {
  return customerKeyFindings(stage.node.root).map(([construct, { id }]) => `${construct.node.path} ${id}`);
}

function withKey(make: (stack: Stack) => void): string[] {
  const stack = newStack();
  listener(stack);
  make(stack);
  return foundIn(stack);
}

const FOUND = ['Stack/Group insightsNotSent'];

describe('insights where X-Ray encrypts with a customer\'s key', () => {
  test('are not sent, which is said of the group', () => {
    const stack = newStack();
    listener(stack);
    keyed(stack);

    expect(customerKeyFindings(stack.node.root).map(([, { cause }]) => cause)).toEqual([
      'Stack/Encryption/Resource/Default has X-Ray encrypt with a key of your own, and then X-Ray sends EventBridge no insights: nobody is told',
    ]);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['the ARN of a key', (stack) => keyed(stack)],
    ['the id of a key', (stack) => keyed(stack, '12345678-1234-1234-1234-123456789012')],
    ['an alias', (stack) => keyed(stack, 'alias/traces')],
    ['a key of the app by its ARN', (stack) => keyed(stack, new Key(stack, 'Key').keyArn)],
    ['a key of the app by its id', (stack) => keyed(stack, new Key(stack, 'Key').keyId)],
    ['a key of another stack of the app', (stack) => keyed(stack, new Key(newStack(stack.node.scope, 'Keys'), 'Key').keyArn)],
    ['an alias of the app', (stack) => keyed(stack, new Alias(stack, 'Alias', { aliasName: 'alias/traces', targetKey: new Key(stack, 'Key') }).aliasName)],
    ['the ARN of a key in the partition of the stack', (stack) => keyed(stack, `arn:${Aws.PARTITION}:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:key/1234`)],
    ['the ARN of an alias in the partition of the stack', (stack) => keyed(stack, `arn:${Aws.PARTITION}:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:alias/traces`)],
    ['the names of version 3 of the SDK', (stack) => keyed(stack, KEY_ARN, { service: '@aws-sdk/client-xray', action: 'PutEncryptionConfigCommand' })],
    ['another spelling', (stack) => keyed(stack, KEY_ARN, { service: 'xray', action: 'PutEncryptionConfig' })],
    ['a custom resource that is written by hand', (stack) => new CustomResource(stack, 'Encryption', {
      resourceType: 'Custom::Encryption',
      serviceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:sdk',
      properties: { Create: JSON.stringify({ service: 'xray', action: 'putEncryptionConfig', parameters: { Type: 'KMS', KeyId: KEY_ARN } }) },
    })],
    ['what is noted', (stack) => {
      const construct = new Construct(stack, 'Noted');
      new CfnResource(construct, 'Resource', { type: 'AWS::Other::Type' });
      noteCustomerKey(construct);
    }],
  ])('are found by %s', (_what, make) => {
    expect(withKey(make)).toEqual(FOUND);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['nothing that encrypts', () => undefined],
    ['the key of AWS', (stack) => keyed(stack, 'alias/aws/xray')],
    ['the key of AWS by its ARN', (stack) => keyed(stack, `arn:${Aws.PARTITION}:kms:${Aws.REGION}:${Aws.ACCOUNT_ID}:alias/aws/xray`)],
    ['the encryption that is always there', (stack) => encryption(stack, { Type: 'NONE' })],
    ['another call', (stack) => keyed(stack, KEY_ARN, { action: 'putResourcePolicy' })],
    ['another service', (stack) => keyed(stack, KEY_ARN, { service: 'KMS' })],
    ['another Region', (stack) => keyed(stack, KEY_ARN, { region: 'us-east-1' })],
    ['a role that may be in another account', (stack) => keyed(stack, KEY_ARN, { assumedRoleArn: 'arn:aws:iam::999999999999:role/other' })],
    ['another custom resource', (stack) => new CustomResource(stack, 'Other', { serviceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:x' })],
    ['what is no JSON', (stack) => new CustomResource(stack, 'Other', {
      resourceType: 'Custom::AWS', serviceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:x', properties: { Create: '{' },
    })],
  ])('arrive with %s', (_what, make) => {
    expect(withKey(make)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['the type', (stack) => encryption(stack, { Type: new CfnParameter(stack, 'Type').valueAsString, KeyId: KEY_ARN })],
    ['the key', (stack) => keyed(stack, new CfnParameter(stack, 'Key').valueAsString)],
    ['the name of the alias', (stack) => keyed(stack, `alias/${new CfnParameter(stack, 'Key').valueAsString}`)],
    ['the call', (stack) => new CfnResource(stack, 'Encryption', { type: 'Custom::AWS', properties: { Create: Fn.importValue('call') } })],
    ['whether it is there', (stack) => {
      const condition = new CfnCondition(stack, 'IsEncrypted');
      const [resource] = keyed(stack).node.findAll().filter((child) => CfnResource.isCfnResource(child) && child.cfnResourceType === 'Custom::AWS');
      const [group] = stack.node.findAll().filter((child) => child instanceof CfnGroup);
      [resource, group].forEach((child, index) => {
        if (CfnResource.isCfnResource(child)) {
          child.cfnOptions.condition = index === 0 ? condition : new CfnCondition(stack, 'HasGroup');
        }
      });
    }],
  ])('are unknown, and nothing is said, where this is known at deployment only: %s', (_what, make) => {
    expect(withKey(make)).toEqual([]);
  });
});

describe('who waits for insights', () => {
  function foundWith(make: (stack: Stack) => void): string[] {
    const stack = newStack();
    keyed(stack);
    make(stack);
    return foundIn(stack);
  }

  test('a group of this library, once it has a rule, and then the group alone', () => {
    const newGroup = (stack: Stack): TraceGroup => new TraceGroup(stack, 'Group', { filter: FilterExpression.parse('fault') });

    expect(foundWith((stack) => newGroup(stack))).toEqual([]);
    expect(foundWith((stack) => newGroup(stack).onInsight('Rule'))).toEqual(['Stack/Group/Resource insightsNotSent']);
  });

  test('is told when the app is synthesized, also where all groups are made elsewhere', () => {
    const app = newApp();
    const [stack, other] = ['Stack', 'Other'].map((id) => newStack(app, id, HERE));
    keyed(other);
    TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: 'orders' }).onInsight('Rule');

    expect(warningsOf(stack)).toEqual(['/Stack/Group/Rule/Resource insightsNotSent']);
  });

  test('a rule on a group that is made elsewhere', () => {
    expect(foundWith((stack) => TraceGroup.fromGroupAttributes(stack, 'Group', { groupName: 'orders' }).onInsight('Rule')))
      .toEqual(['Stack/Group/Rule/Resource insightsNotSent']);
  });

  test('a group without a class', () => {
    expect(foundWith((stack) => new CfnResource(stack, 'Group', {
      type: 'AWS::XRay::Group', properties: { InsightsConfiguration: { InsightsEnabled: true, NotificationsEnabled: true } },
    }))).toEqual(FOUND);
  });

  test.each<[string, CfnGroup['insightsConfiguration']]>([
    ['nothing', undefined],
    ['insights alone', { insightsEnabled: true }],
    ['insights without notifications', { insightsEnabled: true, notificationsEnabled: false }],
    ['notifications without insights', { notificationsEnabled: true }],
  ])('not a group with %s', (_what, insightsConfiguration) => {
    expect(foundWith((stack) => new CfnGroup(stack, 'Group', { groupName: 'orders', insightsConfiguration }))).toEqual([]);
  });

  test('not a group of which it is known at deployment only', () => {
    expect(foundWith((stack) => new CfnGroup(stack, 'Group', {
      groupName: 'orders', insightsConfiguration: { insightsEnabled: true, notificationsEnabled: Fn.conditionIf('IsProduction', true, false) },
    }))).toEqual([]);
  });
});

describe('where X-Ray encrypts with a customer\'s key', () => {
  test('in another stack of the same account and Region', () => {
    const app = newApp();
    listener(newStack(app, 'Stack', HERE));
    keyed(newStack(app, 'Security', HERE));

    expect(customerKeyFindings(app).map(([, { cause }]) => cause)).toEqual([expect.stringContaining('a key of your own, and then')]);
  });

  test('in another account or Region nothing is said', () => {
    const app = newApp();
    listener(newStack(app, 'Stack', HERE));
    keyed(newStack(app, 'Region', { env: { ...HERE.env, region: 'us-east-1' } }));
    keyed(newStack(app, 'Account', { env: { ...HERE.env, account: '999999999999' } }));

    expect(foundIn(app)).toEqual([]);
  });

  test('in another stack of which neither is known, with a proviso', () => {
    const app = newApp();
    listener(newStack(app, 'Stack'));
    keyed(newStack(app, 'Security'));

    expect(customerKeyFindings(app).map(([, { cause }]) => cause)).toEqual([
      expect.stringContaining('a key of your own (if the stacks of this Stage are deployed to the same account and Region), and then'),
    ]);
  });

  test('in another Stage, with a proviso, and for the Stage with the group only', () => {
    const app = newApp();
    const shop = new Stage(app, 'Shop', HERE);
    const security = new Stage(app, 'Security', HERE);
    listener(newStack(shop));
    keyed(newStack(security));

    expect(customerKeyFindings(shop).map(([, { cause }]) => cause)).toEqual([expect.stringContaining('(of the Stage Security in the same account and Region')]);
    expect(customerKeyFindings(security)).toEqual([]);
    expect(customerKeyFindings(app)).toEqual([]);
  });

  test('in what Service Catalog deploys elsewhere, or waits there, nothing is said', () => {
    const stack = newStack();
    const product = new ProductStack(stack, 'Product');
    keyed(stack);
    listener(product);
    const other = newStack();
    new CfnResource(new ProductStack(other, 'Product'), 'Noted', { type: 'Custom::AWS' });
    noteCustomerKey(other.node.findChild('Product').node.findChild('Noted'));
    listener(other);

    expect(foundIn(stack)).toEqual([]);
    expect(foundIn(other)).toEqual([]);
  });

  test('in a construct that was noted and has no resource, nothing is said', () => {
    const stack = newStack();
    listener(stack);
    noteCustomerKey(new Construct(stack, 'Noted'));

    expect(foundIn(stack)).toEqual([]);
  });

  test('in a construct that was noted and removed again, nothing is said', () => {
    const stack = newStack();
    listener(stack);
    const construct = new Construct(stack, 'Noted');
    new CfnResource(construct, 'Resource', { type: 'AWS::Other::Type' });
    noteCustomerKey(construct);
    stack.node.tryRemoveChild('Noted');

    expect(foundIn(stack)).toEqual([]);
  });
});
