import { Aws, CfnCondition, Fn, Token, Validations } from 'aws-cdk-lib';
import { addHandWritten, addRule, idsIn, PLACES, stackAt } from './rules';
import { SamplingClient, SamplingServiceType, XRayTracing } from '../../src';
import { newApp, newStack, warningsOf, warningTexts } from '../fixtures';

const PARAMETER = Token.asString({ Ref: 'Parameter' });
const TIE = 'samplingPriorityTie';
const SHADOWED = 'shadowedSamplingRule';
const DUPLICATE = 'duplicateSamplingRule';

describe('Rules of one priority', () => {
  test.each(PLACES)('are told in %s where a request can match both, once, on the one that comes second by name', (_title, env) => {
    const stack = stackAt(env);
    addRule(stack, 'z-carts', { serviceName: 'shop', urlPath: '/cart*' });
    addRule(stack, 'a-orders', { serviceName: 'shop', httpMethod: 'GET' });

    expect(warningsOf(stack)).toEqual([`/Stack/z-carts/Resource ${TIE}`]);
    expect(warningTexts(stack).join()).toContain('priority 100 like "a-orders", and a request can match both: then X-Ray goes by the names, so "a-orders" decides');
  });

  test('are told of the last one with all others', () => {
    const stack = newStack();
    addRule(stack, 'c', { urlPath: '/c*' });
    addRule(stack, 'a', { host: 'a*' });
    addRule(stack, 'b', { httpMethod: 'P*' });

    expect(warningsOf(stack).sort()).toEqual([`/Stack/b/Resource ${TIE}`, `/Stack/c/Resource ${TIE}`]);
    expect(warningTexts(stack).join()).toContain('like "a" and "b", and a request can match both: then X-Ray goes by the names, so "a" and "b" decide');
  });

  test.each([
    ['services', { serviceName: 'shop' }, { serviceName: 'depot' }],
    ['paths', { urlPath: '/a/*' }, { urlPath: '/b/*' }],
    ['attributes', { attributes: { tier: 'gold' } }, { attributes: { tier: 'silver' } }],
    ['values of which one is not known', { serviceName: PARAMETER }, { serviceName: 'shop' }],
    ['attributes of which one is not known', { attributes: { tier: PARAMETER } }, { attributes: { tier: 'gold' } }],
    ['priorities', { urlPath: '/a*', priority: 1 }, { httpMethod: 'GET', priority: 2 }],
    ['priorities of which one is not known', { priority: Token.asNumber({ Ref: 'Parameter' }) }, { httpMethod: 'GET' }],
  ])('are fine for different %s', (_title, one, other) => {
    const stack = newStack();
    addRule(stack, 'a', one);
    addRule(stack, 'b', other);

    expect(idsIn(stack)).toEqual([]);
  });

  test('are told whoever their clients are, for everybody gets both, unless they are X-Ray SDKs that ignore one', () => {
    const tieFor = (clients: SamplingClient[]): boolean => {
      const stack = newStack();
      addRule(stack, 'a', { clients: [SamplingClient.XRAY_SDK], urlPath: '/a*' });
      addRule(stack, 'b', { clients, attributes: { tier: 'gold' } });
      return idsIn(stack).includes(TIE);
    };

    expect(tieFor([SamplingClient.OPENTELEMETRY])).toBe(true);
    expect(tieFor([SamplingClient.XRAY_SDK])).toBe(false);
    expect(tieFor([SamplingClient.XRAY_SDK_NODEJS])).toBe(false);
  });

  test('are told where only the names are not known, without saying which decides', () => {
    const stack = newStack();
    addHandWritten(stack, 'a', { ruleName: PARAMETER, urlPath: '/a*' });
    addRule(stack, 'b', { httpMethod: 'GET' });

    expect(idsIn(stack)).toEqual([TIE]);
    expect(warningTexts(stack).join()).toContain('which are not known yet');
  });

  test('are told for a request with the attributes of both', () => {
    const stack = newStack();
    addRule(stack, 'a', { attributes: { tier: 'gold' } });
    addRule(stack, 'b', { attributes: { tier: 'GO*', beta: 'yes' } });

    expect(idsIn(stack)).toContain(TIE);
  });

  test('are not told of one that never matches, nor under different conditions', () => {
    const stack = newStack();
    addRule(stack, 'a', { serviceType: 'AWS::Lambda' });
    addRule(stack, 'b', { httpMethod: 'GET' });
    for (const id of ['c', 'd']) {
      const conditional = addHandWritten(stack, id, { priority: 7, urlPath: '/c*' });
      conditional.cfnOptions.condition = new CfnCondition(stack, `${id}Condition`, { expression: Fn.conditionEquals(Aws.REGION, id) });
    }

    expect(idsIn(stack)).toEqual(['unknownServiceType']);
  });

  test('are told of one that is there by a condition', () => {
    const stack = newStack();
    addRule(stack, 'b', { httpMethod: 'GET' });
    addHandWritten(stack, 'c', { urlPath: '/c*' }).cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'x') });

    expect(idsIn(stack)).toEqual([TIE]);
    expect(warningTexts(stack).join()).toContain('(where its condition holds)');
  });

  test('are fine for types of AWS that differ by their case, which AWS may compare', () => {
    const stack = newStack();
    ['AWS::ApiGateway::Stage', 'AWS::APIGateway::Stage'].forEach((serviceType, index) => addRule(stack, `r${index}`, { serviceType }));
    expect(idsIn(stack)).toEqual([]);
  });

  test('of two services in the same bands are fine', () => {
    const app = newApp();
    for (const service of ['shop', 'depot']) {
      const stack = newStack(app, service);
      addRule(stack, `${service}-health`, { serviceName: service, urlPath: '/health', priority: 1000, fixedRate: 0 });
      addRule(stack, `${service}-all`, { serviceName: service, priority: 1010 });
      expect(idsIn(stack)).toEqual([]);
    }
  });
});

describe('A name', () => {
  test.each(PLACES)('that is there twice is told in %s on the later one', (_title, env) => {
    const app = newApp();
    const [first, second] = ['First', 'Second'].map((id, index) => {
      const stack = stackAt(env, id, app);
      addRule(stack, 'Rule', { samplingRuleName: 'shop', serviceName: `${index}` });
      return stack;
    });

    expect(idsIn(first)).toEqual([]);
    expect(warningsOf(second)).toEqual([`/Second/Rule/Resource ${DUPLICATE}`]);
    expect(warningTexts(second).join()).toContain(`First/Rule/Resource is the sampling rule "shop" of ${env ? 'aws://111122223333/eu-central-1' : 'its account and Region'} too`);
  });

  test('is compared within a stack where it is not known', () => {
    const app = newApp();
    const stacks = ['First', 'Second'].map((id) => newStack(app, id));
    stacks.forEach((stack, index) => addHandWritten(stack, 'One', { ruleName: PARAMETER, serviceName: `one${index}` }));
    addHandWritten(stacks[1], 'Two', { ruleName: PARAMETER, serviceName: 'two' });
    addHandWritten(stacks[1], 'Three', { ruleName: Fn.join('-', ['x', PARAMETER]), serviceName: 'three' });
    XRayTracing.of(app).enable();

    expect(idsIn(stacks[0])).toEqual([]);
    expect(warningsOf(stacks[1])).toEqual([`/Second/Two ${DUPLICATE}`]);
  });

  test('may be there in two Regions, or under different conditions', () => {
    const app = newApp();
    const stack = stackAt({ account: '111122223333', region: 'eu-central-1' }, 'Here', app);
    addRule(stack, 'Rule', { samplingRuleName: 'shop', priority: 900 });
    addRule(stackAt({ account: '111122223333', region: 'eu-west-1' }, 'There', app), 'Rule', { samplingRuleName: 'shop' });
    const [one, other] = ['one', 'other'].map((id) => {
      const rule = addHandWritten(stack, id, { ruleName: 'conditional', serviceName: id });
      rule.cfnOptions.condition = new CfnCondition(stack, `${id}Condition`, { expression: Fn.conditionEquals(Aws.REGION, id) });
      return rule;
    });
    expect(idsIn(stack)).toEqual([]);

    const again = newStack();
    const condition = new CfnCondition(again, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    [one, other].forEach(({ node: { id } }) => {
      addHandWritten(again, id, { ruleName: 'conditional', serviceName: id }).cfnOptions.condition = condition;
    });
    XRayTracing.of(again).enable();
    expect(warningsOf(again)).toEqual([`/Stack/other ${DUPLICATE}`]);
  });
});

describe('More rules than X-Ray allows', () => {
  test.each([[25, []], [27, ['/Stack/r25/Resource samplingRuleQuota']]])('are told: %s', (count, expected) => {
    const stack = newStack();
    for (let index = 0; index < count; index++) {
      addRule(stack, `r${index}`, { serviceName: `s${index}` });
    }

    expect(warningsOf(stack)).toEqual(expected);
    expect(warningTexts(stack).every((text) => text.includes(`has ${count} sampling rules`))).toBe(true);
  });

  test('are not counted where a condition may leave them out', () => {
    const stack = newStack();
    const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
    for (let index = 0; index < 26; index++) {
      const rule = addHandWritten(stack, `r${index}`, { serviceName: `s${index}` });
      rule.cfnOptions.condition = index === 3 ? condition : undefined;
    }
    XRayTracing.of(stack).enable();

    expect(idsIn(stack)).toEqual([]);
  });
});

describe('A rule that never decides', () => {
  test('is told with the one before it, in whatever order they are made', () => {
    const stack = newStack();
    addRule(stack, 'carts', { priority: 20, serviceName: 'shop', urlPath: '/cart*' });
    addRule(stack, 'shop', { priority: 10, serviceName: 'shop' });

    expect(warningsOf(stack)).toEqual([`/Stack/carts/Resource ${SHADOWED}`]);
    expect(warningTexts(stack).join()).toContain('it never decides: "shop" before it takes every request that it would match');
  });

  test('is told where a rule that the X-Ray SDKs ignore is taken for those who obey it', () => {
    const stack = newStack();
    addRule(stack, 'all', { priority: 10, serviceName: 'shop' });
    addRule(stack, 'debug', { priority: 20, serviceName: 'shop', attributes: { debug: '1' } });

    expect(warningsOf(stack)).toEqual([`/Stack/debug/Resource ${SHADOWED}`]);
  });

  test('is not told where somebody ignores the rules before it', () => {
    const stack = newStack();
    addRule(stack, 'all', { priority: 10, resourceArn: 'arn:*', serviceName: 'shop' });
    addRule(stack, 'carts', { priority: 20, resourceArn: 'arn:aws:ecs:*', serviceName: 'shop', serviceType: SamplingServiceType.ECS_CONTAINER });
    addRule(stack, 'rest', { priority: 30, serviceName: 'shop' });

    expect(warningsOf(stack)).toEqual([`/Stack/carts/Resource ${SHADOWED}`]);
  });

  test.each([
    ['a narrower one before it', { priority: 10, serviceName: 'shop', httpMethod: 'GET' }],
    ['one after it', { priority: 30, serviceName: 'shop' }],
    ['one of another service before it', { priority: 10, serviceName: 'depot' }],
    ['one that is not known', { priority: 10, serviceName: PARAMETER }],
    ['one of unknown priority', { priority: Token.asNumber({ Ref: 'Parameter' }), serviceName: 'shop' }],
  ])('is not one with %s', (_title, before) => {
    const stack = newStack();
    addRule(stack, 'before', before);
    addRule(stack, 'carts', { priority: 20, serviceName: 'shop', urlPath: '/cart*' });

    expect(idsIn(stack)).toEqual([]);
  });

  test('is not one where a condition may leave out the one before it', () => {
    const stack = newStack();
    addHandWritten(stack, 'before', { priority: 10 }).cfnOptions.condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals(Aws.REGION, 'x') });
    addRule(stack, 'carts', { priority: 20, serviceName: 'shop' });

    expect(idsIn(stack)).toEqual([]);
  });

  test('is not one where it is not known whose name comes first', () => {
    const stack = newStack();
    addHandWritten(stack, 'before', { ruleName: PARAMETER });
    addHandWritten(stack, 'after', { ruleName: 'after' });
    XRayTracing.of(stack).enable();

    expect(idsIn(stack)).toEqual([TIE]);
  });

  test('is quiet once that is acknowledged', () => {
    const stack = newStack();
    addRule(stack, 'all', { priority: 10 });
    Validations.of(addRule(stack, 'carts', { priority: 20 })).acknowledge({ id: `cdk-xray:${SHADOWED}`, reason: 'it is to come back' });

    expect(idsIn(stack)).toEqual([]);
  });
});
