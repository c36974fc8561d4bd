import { Aws, CfnParameter, Duration, Fn, Lazy, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SamplingBudget, SamplingClient, SamplingRule, SamplingRuleProps } from '../../src';
import { newApp, newStack, onlyOne } from '../fixtures';

const RULE = 'AWS::XRay::SamplingRule';
const BUDGET = SamplingBudget.tracesPerMonth(1_000_000, { requestsPerSecond: 100 });

/** A rule of props as a user of JavaScript may write them. */
function made(props: object): SamplingRule {
  const whole: SamplingRuleProps = { fixedRate: 0.05, priority: 100, ...props };
  return new SamplingRule(newStack(newApp(), 'Shop'), 'Rule', whole);
}

function manyOf(count: number, prefix = 'key'): { [key: string]: string } {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'x']));
}

describe('the limits of a SamplingRule', () => {
  test.each([
    ['samplingRuleName', 32], ['serviceName', 64], ['serviceType', 64], ['host', 64], ['httpMethod', 10], ['urlPath', 128], ['resourceArn', 500],
  ])('%s has 1 to %i characters', (name, longest) => {
    expect(() => made({ [name]: 'x' })).not.toThrow();
    expect(() => made({ [name]: 'x'.repeat(longest) })).not.toThrow();
    expect(() => made({ [name]: '😀'.repeat(longest) })).not.toThrow();
    expect(() => made({ [name]: '' })).toThrow(`[Shop/Rule] ${name} must have 1 to ${longest} characters, got 0: leave it out`);
    expect(() => made({ [name]: '*'.repeat(longest + 1) })).toThrow(`[Shop/Rule] ${name} must have 1 to ${longest} characters, got ${longest + 1}`);
    expect(() => made({ [name]: '*?'.repeat(5_000) })).toThrow(/got 10000 \("(\*\?)+"…\): shorten it/);
    expect(() => made({ [name]: 'x\ud83d' })).toThrow(`${name} must be well-formed text, got "x\\ud83d"`);
    expect(() => made({ [name]: 5 })).toThrow(`${name} must be a text, got 5`);
    expect(() => made({ [name]: null })).toThrow(`${name} must be a text, got null`);
  });

  test.each([0, -0, 1, 0.05, Number.MIN_VALUE])('fixedRate %d is fine', (fixedRate) => {
    expect(onlyOne(made({ fixedRate }).stack, RULE).SamplingRule).toMatchObject({ FixedRate: fixedRate + 0 });
  });

  test.each([
    [5, 'got 5: write 0.05 for 5 percent'],
    [1.0000001, 'got 1.0000001: write 1 for all requests'],
    [1.49, 'got 1.49: write 1 for all requests'],
    [1.5, 'got 1.5: write 0.015 for 1.5 percent'],
    [7, 'got 7: write 0.07 for 7 percent'],
    [29, 'got 29: write 0.29 for 29 percent'],
    [100, 'got 100: write 1 for 100 percent'],
    [101, 'got 101: write 1 for all requests'],
    [-0.01, 'got -0.01: write 0.05 for 5 percent, or 0 for none'],
    [NaN, 'got NaN'],
    [Infinity, 'got Infinity'],
    [-Infinity, 'got -Infinity'],
    ['0.05', 'got "0.05": write the number 0.05, without quotes'],
    ['', 'got ""'],
    ['much', 'got "much": write 0.05'],
    [null, 'got null'],
    [true, 'got true'],
    [{}, 'got {}'],
  ])('fixedRate %p is an error', (fixedRate, message) => {
    expect(() => made({ fixedRate })).toThrow(`[Shop/Rule] fixedRate must be between 0 and 1, ${message}`);
  });

  test.each([
    [{ fixedRate: undefined }, 'fixedRate or budget must be given, got neither: write fixedRate: 0.05 for 5 percent, or budget: SamplingBudget'],
    [{ budget: BUDGET }, 'fixedRate must not be given beside budget, from which it is computed, got 0.05: leave one of them out'],
    [{ fixedRate: undefined, budget: 1000 }, 'budget must be a SamplingBudget, got 1000: use SamplingBudget.tracesPerMonth()'],
    [{ fixedRate: undefined, budget: null }, 'budget must be a SamplingBudget, got null'],
  ])('exactly one of fixedRate and budget is given: %#', (props, message) => {
    expect(() => made(props)).toThrow(`[Shop/Rule] ${message}`);
    expect(() => made({ fixedRate: undefined, budget: BUDGET })).not.toThrow();
  });

  test.each([0, -0, 1, 2_147_483_647])('reservoir %d is fine', (reservoir) => {
    expect(onlyOne(made({ reservoir }).stack, RULE).SamplingRule).toMatchObject({ ReservoirSize: reservoir + 0 });
  });

  test.each([[-1, '-1'], [0.5, '0.5'], [NaN, 'NaN'], [Infinity, 'Infinity'], [2_147_483_648, '2147483648'], [2 ** 53, '9007199254740992'], [1e300, '1e+300'], ['1', '"1": write the number 1, without quotes'], [[1], '[ 1 ]']])(
    'reservoir %p is an error', (reservoir, got) => {
      expect(() => made({ reservoir })).toThrow(`[Shop/Rule] reservoir must be a whole number, 0 to 2147483647, got ${got}`);
    },
  );

  test.each([1, 9999])('priority %d is fine', (priority) => {
    expect(() => made({ priority })).not.toThrow();
  });

  test.each([
    [10_000, '10000: only X-Ray\'s rule Default has 10000, and DefaultSamplingRule sets it'],
    [0, '0: 1 is tried first, 9999 last'], [-1, '-1'], [10_001, '10001: 1 is tried first'], [1.5, '1.5'], [NaN, 'NaN'],
    ['7', '"7": write the number 7, without quotes'], [undefined, 'undefined'], [null, 'null'],
  ])('priority %p is an error', (priority, got) => {
    expect(() => made({ priority })).toThrow(`[Shop/Rule] priority must be a whole number, 1 to 9999, got ${got}`);
  });

  test('there are at most 5 attributes, with keys and values of 1 to 32 characters', () => {
    expect(() => made({ attributes: {} })).not.toThrow();
    expect(() => made({ attributes: { ...manyOf(3), ['k'.repeat(32)]: 'v'.repeat(32), k: 'v' } })).not.toThrow();
    expect(() => made({ attributes: manyOf(6) })).toThrow('[Shop/Rule] attributes must have at most 5 members, got 6: leave out 1, or split the rule');
    expect(() => made({ attributes: { ['k'.repeat(33)]: 'v' } })).toThrow(/a key of attributes must have 1 to 32 characters, got 33 .*: X-Ray can't match longer ones/);
    expect(() => made({ attributes: { '': 'v' } })).toThrow('a key of attributes must have 1 to 32 characters, got 0: name an attribute');
    expect(() => made({ attributes: { k: 'v'.repeat(33) } })).toThrow('attributes["k"] must have 1 to 32 characters, got 33');
    expect(() => made({ attributes: { k: '' } })).toThrow('attributes["k"] must have 1 to 32 characters, got 0: leave it out, or write "*" for any');
    expect(() => made({ attributes: { k: undefined } })).toThrow('attributes["k"] must be a text, got undefined: leave the key out');
    expect(() => made({ attributes: { k: 1 } })).toThrow('attributes["k"] must be a text, got 1');
    expect(() => made({ attributes: ['k'] })).toThrow('attributes must be an object, got [ \'k\' ]: write for example { \'http.route\': \'/orders\' }');
  });

  test('there are at most 50 tags, with keys of 1 to 128 and values of 0 to 256 characters', () => {
    expect(() => made({ tags: { ...manyOf(48), ['k'.repeat(128)]: 'v'.repeat(256), k: '' } })).not.toThrow();
    expect(() => made({ tags: manyOf(51) })).toThrow('[Shop/Rule] tags must have at most 50 members, got 51: leave out 1');
    expect(() => made({ tags: { ['k'.repeat(129)]: 'v' } })).toThrow('a key of tags must have 1 to 128 characters, got 129');
    expect(() => made({ tags: { '': 'v' } })).toThrow('a key of tags must have 1 to 128 characters, got 0: name the tag');
    expect(() => made({ tags: { k: 'v'.repeat(257) } })).toThrow('tags["k"] must be a text of 0 to 256 characters, got 257: shorten it');
    expect(() => made({ tags: { k: 1 } })).toThrow('tags["k"] must be a text of 0 to 256 characters, got 1: write it as text');
    expect(() => made({ tags: [] })).toThrow('tags must be an object, got []');
  });

  test('a boost has a rate of 0 to 1 and a cooldown of whole minutes', () => {
    const boosted = (maxRate: unknown, cooldown: unknown): SamplingRule => made({ samplingRateBoost: { maxRate, cooldown } });

    expect(() => boosted(0, Duration.minutes(1))).not.toThrow();
    expect(() => boosted(1, Duration.seconds(120))).not.toThrow();
    expect(() => boosted(25, Duration.minutes(1))).toThrow('[Shop/Rule] samplingRateBoost.maxRate must be between 0 and 1, got 25: write 0.25 for 25 percent');
    expect(() => boosted(undefined, Duration.minutes(1))).toThrow('samplingRateBoost.maxRate must be between 0 and 1, got undefined');
    expect(() => boosted(1, Duration.minutes(0))).toThrow('samplingRateBoost.cooldown in minutes must be a whole number, 1 or more, got 0');
    expect(() => boosted(1, Duration.seconds(90))).toThrow('samplingRateBoost.cooldown in minutes must be a whole number, 1 or more, got 1.5');
    expect(() => boosted(1, 10)).toThrow('samplingRateBoost.cooldown must be a Duration, got 10: write for example Duration.minutes(10)');
    expect(() => boosted(1, undefined)).toThrow('samplingRateBoost.cooldown must be a Duration, got undefined');
    expect(() => made({ samplingRateBoost: 0.5 })).toThrow('samplingRateBoost must be an object, got 0.5: write for example { maxRate: 0.5');
  });

  test('clients are members of SamplingClient', () => {
    expect(() => made({ clients: Object.values(SamplingClient) })).not.toThrow();
    expect(() => made({ clients: [] })).toThrow('[Shop/Rule] clients must have at least one member, got []: leave it out where anybody may decide');
    expect(() => made({ clients: [SamplingClient.XRAY_SDK, 'xray'] })).toThrow(
      'clients[1] must be one of XRAY_SDK, XRAY_SDK_NODEJS, OPENTELEMETRY, AWS_SERVICE, got "xray": use a member of SamplingClient');
    expect(() => made({ clients: [undefined] })).toThrow('clients[0] must be one of');
    expect(() => made({ clients: 'xray-sdk' })).toThrow('clients must be a list, got "xray-sdk": write for example [SamplingClient.XRAY_SDK]');
  });

  test.each(['Default', 'default', 'DEFAULT'])('the name %s is refused, with what to do', (samplingRuleName) => {
    expect(() => made({ samplingRuleName })).toThrow(`[Shop/Rule] samplingRuleName must not be "Default", got "${samplingRuleName}": `
      + 'X-Ray has that rule already, and CloudFormation can\'t make or take it; set its rate and reservoir by DefaultSamplingRule');
  });

  test.each([
    ['rate', 'fixedRate'], ['fixed_rate', 'fixedRate'], ['FixedRate', 'fixedRate'], ['reservoirSize', 'reservoir'], ['fixed_target', 'reservoir'],
    ['url_path', 'urlPath'], ['URLPath', 'urlPath'], ['HTTPMethod', 'httpMethod'], ['ResourceARN', 'resourceArn'], ['RuleName', 'samplingRuleName'],
    ['name', 'samplingRuleName'], ['service', 'serviceName'], ['sampleRate', 'fixedRate'],
  ])('%s is another name of %s, and refused', (name, meant) => {
    expect(() => made({ [name]: 'x' })).toThrow(`[Shop/Rule] the option "${name}" must be called ${meant}: as it stands it has no effect`);
    expect(() => made({ [name]: undefined })).not.toThrow();
  });

  test('an option of a construct that passes its props on is none of them', () => {
    expect(() => made({ team: 'orders', vpc: {} })).not.toThrow();
  });
});

describe('tokens in a SamplingRule', () => {
  test('are not checked, and arrive', () => {
    const stack = newStack();
    const number = new CfnParameter(stack, 'Number', { type: 'Number' });
    const text = new CfnParameter(stack, 'Text');
    new SamplingRule(stack, 'Rule', {
      samplingRuleName: text.valueAsString,
      priority: number.valueAsNumber,
      fixedRate: number.valueAsNumber,
      reservoir: number.valueAsNumber,
      serviceName: `${'x'.repeat(64)}${Aws.REGION}`,
      host: Fn.importValue('host'),
      httpMethod: Lazy.string({ produce: () => 'GET' }),
      attributes: { tier: text.valueAsString, [Lazy.string({ produce: () => 'key' })]: 'x' },
      samplingRateBoost: { maxRate: number.valueAsNumber, cooldown: Duration.minutes(number.valueAsNumber) },
      tags: { [Lazy.string({ produce: () => 'team' })]: text.valueAsString },
    });

    const ref = { Ref: 'Number' };
    Template.fromStack(stack).hasResourceProperties(RULE, {
      SamplingRule: {
        RuleName: { Ref: 'Text' },
        Priority: ref,
        FixedRate: ref,
        ReservoirSize: ref,
        ServiceName: { 'Fn::Join': ['', ['x'.repeat(64), { Ref: 'AWS::Region' }]] },
        Host: { 'Fn::ImportValue': 'host' },
        HTTPMethod: 'GET',
        Attributes: { tier: { Ref: 'Text' }, key: 'x' },
        SamplingRateBoost: { MaxRate: ref, CooldownWindowMinutes: ref },
      },
      Tags: [{ Key: 'team', Value: { Ref: 'Text' } }],
    });
  });

  test('can stand for whole members', () => {
    const rule = made({
      attributes: Token.asAny(Fn.conditionIf('Gold', { tier: 'gold' }, {})), samplingRateBoost: Lazy.any({ produce: () => ({ maxRate: 1, cooldownWindowMinutes: 5 }) }),
    });

    expect(onlyOne(rule.stack, RULE).SamplingRule).toMatchObject({
      Attributes: { 'Fn::If': ['Gold', { tier: 'gold' }, {}] }, SamplingRateBoost: { MaxRate: 1, CooldownWindowMinutes: 5 },
    });
    expect(rule._facts.attributes).toBeUndefined();
  });

  test('can\'t be converted to minutes', () => {
    expect(() => made({ samplingRateBoost: { maxRate: 1, cooldown: Duration.hours(Token.asNumber({ Ref: 'Hours' })) } }))
      .toThrow('[Shop/Rule] samplingRateBoost.cooldown must be in minutes where it is a token, got hours: use Duration.minutes()');
  });
});
