import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DefaultSamplingRule, SamplingClient, SamplingPlan, SamplingPlanProps, SamplingRule, SamplingRules, SamplingScope } from '../../src';
import { newStack, resourcesOf } from '../fixtures';

const PLAN: SamplingPlanProps = { scope: SamplingScope.service('orders'), rules: [SamplingRules.catchAll()] };

/** Calls something as a user of JavaScript may, without what is needed. */
function calling(method: Function, ...given: unknown[]): () => unknown {
  return () => Reflect.apply(method, undefined, given);
}

function making(construct: Function, ...given: unknown[]): () => unknown {
  return () => Reflect.construct(construct, [newStack(), 'It', ...given]);
}

function planning(props: object): () => unknown {
  return making(SamplingPlan, { ...PLAN, ...props });
}

describe('a scope without a name is an error that names that of the account', () => {
  test.each<[unknown, string]>([
    [undefined, 'serviceName must be a text, got undefined: name the service'],
    [null, 'serviceName must be a text, got null: name the service'],
    [5, 'serviceName must be a text, got 5: name the service'],
    ['', 'serviceName must have 1 to 64 characters, got 0: name the service'],
  ])('%p', (name, message) => {
    expect(calling(SamplingScope.service, name)).toThrow(`SamplingScope.service(): ${message}, or use SamplingScope.account() for the one app that owns the rules of the account`);
  });

  test('a token is none, and options are an object', () => {
    expect(calling(SamplingScope.service, Token.asString({ Ref: 'Service' }))).not.toThrow();
    expect(calling(SamplingScope.service, 'orders', null)).toThrow('SamplingScope.service(): options must be an object, got null: write for example { serviceType: SamplingServiceType.ECS_CONTAINER }');
  });
});

describe('props that are missing', () => {
  test.each<[Function, string]>([
    [SamplingRule, '{ priority: 100, fixedRate: 0.05 }'],
    [DefaultSamplingRule, '{ reservoir: 1, fixedRate: 0.05 }'],
    [SamplingPlan, '{ scope: SamplingScope.service(\'orders\'), rules: [SamplingRules.catchAll()] }'],
  ])('%p', (construct, example) => {
    expect(making(construct)).toThrow(`[Stack/It] props must be an object, got undefined: write for example ${example}`);
    expect(making(construct, null)).toThrow('[Stack/It] props must be an object, got null');
  });
});

describe('a plan refuses', () => {
  test.each<[string, object, string]>([
    ['no priorities', { priorities: null }, 'priorities must be an object, got null: write for example { first: 2000, last: 2099 }'],
    ['a priority as text', { priorities: { first: '1', last: 9 } }, 'priorities.first must be a whole number, 1 to 9999, got "1": write the number 1, without quotes'],
    ['half of a band', { priorities: { first: 5 } }, 'priorities.last must be a whole number, 1 to 9999, got undefined: give both first and last'],
    ['a token in a band', { priorities: { first: Token.asNumber({ Ref: 'X' }), last: 9 } }, 'priorities.first must be a whole number, 1 to 9999, got a token: priorities are given to the rules at synthesis'],
    ['a default rule that is none', { defaultRule: { fixedRate: 1 } }, 'defaultRule must be a DefaultSamplingRule, got { fixedRate: 1 }: make one with new DefaultSamplingRule(), or leave it out'],
    ['no default rule', { defaultRule: null }, 'defaultRule must be a DefaultSamplingRule, got null'],
    ['clients that are no list', { clients: 'xray-sdk' }, 'clients must be a list, got "xray-sdk": write for example [SamplingClient.XRAY_SDK]'],
    ['rules that are no list', { rules: { a: 1 } }, 'rules must be a list, got { a: 1 }: write for example [SamplingRules.catchAll()]'],
    ['missing rules', { rules: undefined }, 'rules must be a list, got undefined: write for example [SamplingRules.catchAll()]'],
    ['a rule that is none', { rules: [null] }, 'rules[0] must be an object, got null: write for example { samplingRuleName: \'orders\', fixedRate: 0.05 }'],
    ['a scope that is none', { scope: 'orders' }, 'scope must be a SamplingScope, got "orders": say whose traffic'],
    ['a scope that is a construct', { scope: newStack() }, 'scope must be a SamplingScope, got'],
    ['another name of namePrefix', { prefix: 'shop' }, 'the option "prefix" must be called namePrefix: as it stands it has no effect'],
    ['another name of priorities', { band: { first: 1, last: 9 } }, 'the option "band" must be called priorities'],
    ['another name of clients', { client: SamplingClient.XRAY_SDK }, 'the option "client" must be called clients'],
    ['an empty name', { rules: [{ samplingRuleName: '', fixedRate: 1 }] }, 'rules[0]: samplingRuleName must have 1 to 32 characters, got 0: give each rule of a plan a name'],
    ['a long name', { rules: [{ samplingRuleName: 'x'.repeat(33), fixedRate: 1 }] }, `rules[0]: samplingRuleName must have 1 to 32 characters, got 33 ("${'x'.repeat(33)}"): shorten it`],
    ['names that make the same construct', { rules: ['a/b', 'a--b'].map((samplingRuleName) => ({ samplingRuleName, fixedRate: 1 })) },
      'rules[1]: samplingRuleName must be there once in a plan, where "/" counts as "--", got "a--b" beside "a/b" in rules[0]: rename one'],
  ])('%s', (_title, props, message) => {
    expect(planning(props)).toThrow(`[Stack/It] ${message}`);
    expect(planning(props)).not.toThrow(/\* stands for any/);
  });

  test.each([['name', 'samplingRuleName'], ['service', 'serviceName'], ['sampleRate', 'fixedRate']])('%s for %s in its rules', (name, meant) => {
    expect(planning({ rules: [{ ...SamplingRules.catchAll(), [name]: 'x' }] })).toThrow(`the option "${name}" must be called ${meant}: as it stands it has no effect`);
  });

  test.each(['name', 'rate'])('%s in a rule that lacks what it means', (name) => {
    expect(planning({ rules: [{ samplingRuleName: 'a', fixedRate: 1, [meantBy(name)]: undefined, [name]: 'x' }] })).toThrow(`must be called ${meantBy(name)}`);
  });

  test('nothing of a wrapper\'s own options', () => {
    expect(planning({ team: 'orders' })).not.toThrow();
  });
});

function meantBy(name: string): string {
  return name === 'name' ? 'samplingRuleName' : 'fixedRate';
}

describe('match()', () => {
  const plan = new SamplingPlan(newStack(), 'Sampling', PLAN);

  test.each([['path', 'urlPath'], ['url', 'urlPath'], ['method', 'httpMethod'], ['HTTPMethod', 'httpMethod'], ['service', 'serviceName'], ['headers', 'attributes']])(
    'refuses %s for %s', (name, meant) => {
      expect(() => plan.match({ [name]: 'x' })).toThrow(`SamplingRequest: the option "${name}" must be called ${meant}: as it stands it has no effect`);
      expect(() => plan.match({ [name]: undefined })).not.toThrow();
    },
  );

  test.each(['foo', null])('refuses the client %p', (client) => {
    const message = `client must be one of XRAY_SDK, XRAY_SDK_NODEJS, OPENTELEMETRY, AWS_SERVICE, got ${JSON.stringify(client)}: use a member of SamplingClient`;

    expect(() => Reflect.apply(plan.match, plan, [{}, client])).toThrow(`SamplingPlan.match(): ${message}`);
    expect(() => Reflect.apply(plan.match, plan, [{}, client])).toThrow(message);
  });
});

test('a construct in place of a text is an error that shows it in short', () => {
  expect(making(SamplingRule, { priority: 1, fixedRate: 1, host: new Construct(newStack(), 'Host') })).toThrow(/^\[Stack\/It\] host must be a text, got Construct .{1,100}: write it as text$/);
  expect(calling(() => new SamplingPlan(newStack(), 'It', PLAN).match(JSON.parse('{ "host": 5 }')))).toThrow('SamplingRequest: host must be a text, got 5: leave it out');
});

test.each<[unknown, string]>([
  [undefined, 'samplingRuleName must be a text, got undefined: name the rule that is meant'],
  ['', 'samplingRuleName must have 1 to 32 characters, got 0: name the rule that is meant'],
  ['x'.repeat(33), `samplingRuleName must have 1 to 32 characters, got 33 ("${'x'.repeat(33)}"): no rule has a longer name`],
])('the name %p is no name of a rule that is there already', (name, message) => {
  expect(calling(SamplingRule.fromSamplingRuleName, newStack(), 'It', name)).toThrow(`SamplingRule.fromSamplingRuleName(): ${message}`);
});

describe('a DefaultSamplingRule', () => {
  const PROPS = { fixedRate: 0.1, reservoir: 1, restoreOnDelete: true };

  function idsOf(stack: Stack): string[] {
    return Object.keys(resourcesOf(stack, 'Custom::XRayDefaultSamplingRule'));
  }

  test('is the same resource wherever it stands in a stack, so that moving it restores nothing', () => {
    const [one, other] = [newStack(), newStack()];
    new DefaultSamplingRule(one, 'One', PROPS);
    new DefaultSamplingRule(other, 'Other', PROPS);

    expect(idsOf(one)).toEqual(['XRayDefaultSamplingRule']);
    expect(idsOf(other)).toEqual(idsOf(one));
  });

  test('is there once in a stack', () => {
    const stack = newStack();
    expect(() => new DefaultSamplingRule(stack, 'Bad', { ...PROPS, fixedRate: 5 })).toThrow();
    new DefaultSamplingRule(stack, 'One', PROPS);

    expect(() => new DefaultSamplingRule(stack, 'Two', PROPS)).toThrow(
      '[Stack/Two] a DefaultSamplingRule must be there once in a stack, got Stack/One too: keep one; where conditions decide, let its fixedRate and reservoir be Token.asNumber(Fn.conditionIf(…))');
    expect(() => new DefaultSamplingRule(newStack(), 'Two', PROPS)).not.toThrow();
    stack.node.tryRemoveChild('One');
    stack.node.tryRemoveChild('Two');
    expect(() => new DefaultSamplingRule(stack, 'Two', PROPS)).not.toThrow();
  });

  test('refuses other names of its options', () => {
    expect(making(DefaultSamplingRule, { ...PROPS, RestoreOnDelete: true })).toThrow('the option "RestoreOnDelete" must be called restoreOnDelete');
    expect(making(DefaultSamplingRule, { rate: 1, reservoir: 1 })).toThrow('the option "rate" must be called fixedRate');
  });
});
