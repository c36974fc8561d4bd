import { Aws, CfnParameter, Duration, Stack, Stage } from 'aws-cdk-lib';
import { PlannedSamplingRule, SamplingBudget, SamplingPlan, SamplingPlanProps, SamplingRules, SamplingScope, SamplingServiceType } from '../../src';
import { newApp, newStack, resourcesOf } from '../fixtures';

const ORDERS = SamplingScope.service('orders');

function newPlan(props: Partial<SamplingPlanProps> = {}, stack = newStack()): SamplingPlan {
  return new SamplingPlan(stack, 'Sampling', { scope: ORDERS, rules: [SamplingRules.catchAll()], namePrefix: 'shop', ...props });
}

interface Rendered {
  readonly RuleName: string;
  readonly Priority: number;
  readonly ServiceName: unknown;
  readonly ServiceType: unknown;
  readonly FixedRate: number;
  readonly ReservoirSize: number;
}

/** The rules of a template, in the order of their priorities. */
function rendered(stack: Stack): Rendered[] {
  return Object.values(resourcesOf(stack, 'AWS::XRay::SamplingRule'))
    .map(({ Properties: { SamplingRule } }) => SamplingRule)
    .filter(isRendered)
    .sort((one, other) => one.Priority - other.Priority);
}

function isRendered(value: unknown): value is Rendered {
  return typeof value === 'object' && value !== null && 'RuleName' in value;
}

function named(...names: string[]): PlannedSamplingRule[] {
  return names.map((samplingRuleName) => ({ samplingRuleName, urlPath: `/${samplingRuleName}`, fixedRate: 0.5 }));
}

function prioritiesOf(rules: PlannedSamplingRule[], priorities?: SamplingPlanProps['priorities']): (number | undefined)[] {
  return newPlan({ rules, priorities }).rules.map(({ _facts }) => _facts.priority);
}

describe('scope', () => {
  test('a service narrows every rule that names no service', () => {
    const stack = newStack();
    newPlan({
      scope: SamplingScope.service('orders', { serviceType: SamplingServiceType.ECS_CONTAINER }),
      rules: [...named('a'), { samplingRuleName: 'b', serviceType: 'AWS::EC2::Instance', fixedRate: 0 }, { samplingRuleName: 'c', serviceName: 'other', fixedRate: 1 }],
    }, stack);

    expect(rendered(stack).map(({ ServiceName, ServiceType }) => [ServiceName, ServiceType])).toEqual([
      ['orders', 'AWS::ECS::Container'],
      ['orders', 'AWS::EC2::Instance'],
      ['other', '*'],
    ]);
  });

  test('the account narrows nothing', () => {
    const stack = newStack();
    newPlan({ scope: SamplingScope.account() }, stack);

    expect(rendered(stack)).toMatchObject([{ ServiceName: '*', ServiceType: '*' }]);
  });

  test('a service may be a token', () => {
    const stack = newStack();
    const service = new CfnParameter(stack, 'Service').valueAsString;
    newPlan({ scope: SamplingScope.service(service) }, stack);

    expect(rendered(stack)).toMatchObject([{ ServiceName: { Ref: 'Service' } }]);
  });

  test.each(['*', '**'])('%s is no service', (name) => {
    expect(() => SamplingScope.service(name)).toThrow('SamplingScope.service(): serviceName must name a service, got "*": use SamplingScope.account()');
    expect(() => newPlan({ rules: [{ samplingRuleName: 'a', serviceName: name, fixedRate: 1 }] }))
      .toThrow('[Stack/Sampling] rules[0] (a): serviceName must name a service');
  });

  test.each([['', '1 to 64 characters, got 0'], ['x'.repeat(65), '1 to 64 characters, got 65'], ['\ud800', 'well-formed']])('the service %j is refused', (name, message) => {
    expect(() => SamplingScope.service(name)).toThrow(message);
  });
});

describe('priorities', () => {
  test('rules get them in steps of ten, services before the account', () => {
    expect(prioritiesOf(named('a', 'b', 'c'))).toEqual([1000, 1010, 1020]);
    expect(newPlan({ scope: SamplingScope.account() }).rules.map(({ _facts }) => _facts.priority)).toEqual([9000]);
  });

  test('one that is given is kept, and the others come around it', () => {
    const [a, b, c, d] = named('a', 'b', 'c', 'd');

    expect(prioritiesOf([a, { ...b, priority: 1500 }, c, d])).toEqual([1000, 1500, 1510, 1520]);
    expect(prioritiesOf([{ ...a, priority: 10 }, b, { ...c, priority: 1003 }, d])).toEqual([10, 1000, 1003, 1013]);
  });

  test('in a narrow band the steps are smaller', () => {
    expect(prioritiesOf(named('a', 'b', 'c'), { first: 7, last: 13 })).toEqual([7, 9, 11]);
    expect(prioritiesOf(named('a', 'b', 'c'), { first: 7, last: 9 })).toEqual([7, 8, 9]);
    expect(prioritiesOf(named('a'), { first: 9999, last: 9999 })).toEqual([9999]);
  });

  test('for every number of rules they rise and stay in the band', () => {
    for (let count = 1; count <= 25; count++) {
      for (let width = count; width < 60; width += 7) {
        const rules = named(...Array.from({ length: count }, (_, index) => `r${index}`));
        const priorities = prioritiesOf(rules, { first: 50, last: 49 + width }).map(Number);
        expect(priorities).toHaveLength(count);
        expect(Math.min(...priorities) >= 50 && Math.max(...priorities) <= 49 + width).toBe(true);
        expect(priorities.every((priority, index) => index === 0 || priority > priorities[index - 1])).toBe(true);
      }
    }
  });

  test('a token is kept', () => {
    const stack = newStack();
    const priority = new CfnParameter(stack, 'Priority', { type: 'Number' }).valueAsNumber;
    const [a, b] = named('a', 'b');
    newPlan({ rules: [a, { ...b, priority }] }, stack);

    expect(Object.values(resourcesOf(stack, 'AWS::XRay::SamplingRule')).map(({ Properties }) => Properties.SamplingRule)).toEqual([
      expect.objectContaining({ Priority: 1000 }),
      expect.objectContaining({ Priority: { Ref: 'Priority' } }),
    ]);
  });

  test('no room is an error', () => {
    const [a, b, c] = named('a', 'b', 'c');

    expect(() => prioritiesOf([a, b, c], { first: 7, last: 8 })).toThrow('[Stack/Sampling] priorities must have room for 3 rules in a row, got 2 from 7 to 8');
    expect(() => prioritiesOf([{ ...a, priority: 9999 }, b])).toThrow('priorities must have room for 1 rule in a row, got 0');
  });

  test('one against the order of the plan is an error', () => {
    const [a, b] = named('a', 'b');

    expect(() => prioritiesOf([{ ...a, priority: 2000 }, { ...b, priority: 1500 }])).toThrow('rules[1].priority must not be below 2000, that of "a" before it, got 1500');
  });

  test.each([
    [{ first: 0, last: 9 }, 'priorities.first must be a whole number, 1 to 9999, got 0'],
    [{ first: 1, last: 10000 }, 'priorities.last must be a whole number, 1 to 9999, got 10000'],
    [{ first: 1.5, last: 9 }, 'priorities.first must be a whole number'],
    [{ first: NaN, last: 9 }, 'priorities.first must be a whole number'],
    [{ first: 9, last: 8 }, 'priorities.last must not be below priorities.first, got 9 to 8'],
  ])('the band %j is refused', (priorities, message) => {
    expect(() => newPlan({ priorities })).toThrow(message);
  });
});

describe('names', () => {
  test('they begin with the prefix', () => {
    expect(newPlan().rules.map(({ samplingRuleName }) => samplingRuleName)).toEqual(['shop-catch-all']);
  });

  test('the prefix may be a token', () => {
    const stack = newStack();
    newPlan({ namePrefix: Aws.STACK_NAME }, stack);

    expect(rendered(stack)).toMatchObject([{ RuleName: { 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-catch-all']] } }]);
  });

  test('without a prefix they differ between stages, stacks and plans, are the same every time, and fit', () => {
    const name = 'a name that is much longer than what is left';
    const names = (): string[] => {
      const app = newApp();
      const rules: PlannedSamplingRule[] = [{ samplingRuleName: 'short', fixedRate: 0 }, { samplingRuleName: name.slice(0, 32), fixedRate: 1 }];
      const plans = [newStack(new Stage(app, 'Dev')), newStack(new Stage(app, 'Prod')), newStack(app, 'Other')]
        .flatMap((stack) => ['One', 'Two'].map((id) => new SamplingPlan(stack, id, { scope: ORDERS, rules })));
      return plans.flatMap((plan) => plan.rules.map(({ samplingRuleName }) => samplingRuleName));
    };
    const first = names();

    expect(new Set(first).size).toBe(12);
    expect(first.every((each) => each.length <= 32)).toBe(true);
    expect(names()).toEqual(first);
  });

  test('one that does not fit behind a prefix that was given is an error', () => {
    expect(() => newPlan({ namePrefix: 'x'.repeat(24) })).toThrow('[Stack/Sampling] namePrefix and samplingRuleName must have at most 32 characters with the hyphen between them, got 34');
    expect(newPlan({ namePrefix: 'x'.repeat(22) }).rules[0].samplingRuleName).toHaveLength(32);
  });

  test('two rules of one name are an error', () => {
    expect(() => newPlan({ rules: named('a', 'b', 'a') })).toThrow('rules[2]: samplingRuleName must be there once in a plan, got "a" as in rules[0]');
  });

  test('a rule with another name is another resource, and the others stay', () => {
    const ids = (...names: string[]): string[] => {
      const stack = newStack();
      newPlan({ rules: named(...names) }, stack);
      return Object.keys(resourcesOf(stack, 'AWS::XRay::SamplingRule'));
    };
    const [kept, renamed] = [ids('a', 'b'), ids('a', 'c')];

    expect(renamed[0]).toBe(kept[0]);
    expect(renamed[1]).not.toBe(kept[1]);
  });
});

describe('bad input', () => {
  test.each([
    [[], 'rules must hold at least one rule, got []: begin with SamplingRules.catchAll()'],
    [[{ samplingRuleName: 'a', fixedRate: 5 }], 'rules[0] (a): fixedRate must be between 0 and 1, got 5: write 0.05 for 5 percent'],
    [[{ samplingRuleName: '', fixedRate: 0.5 }], 'rules[0]: samplingRuleName must have 1 to 32 characters, got 0'],
    [[{ samplingRuleName: Aws.REGION, fixedRate: 0.5 }], 'rules[0]: samplingRuleName must be literal text, got a token'],
  ])('%j', (rules, message) => {
    expect(() => newPlan({ rules })).toThrow(`[Stack/Sampling] ${message}`);
  });

  test.each([
    ['rate', { samplingRuleName: 'b', fixedRate: -1 }],
    ['budget', { samplingRuleName: 'b', reservoir: 10, budget: SamplingBudget.tracesPerMonth(1000, { requestsPerSecond: 40 }) }],
  ])('a bad %s leaves nothing behind', (_, bad) => {
    const stack = newStack();
    expect(() => newPlan({ rules: [...named('a'), bad] }, stack)).toThrow('[Stack/Sampling] rules[1] (b): ');

    expect(resourcesOf(stack, 'AWS::XRay::SamplingRule')).toEqual({});
  });
});

test('a boost is in the template', () => {
  const stack = newStack();
  newPlan({ rules: [{ samplingRuleName: 'a', fixedRate: 0.1, samplingRateBoost: { maxRate: 0.5, cooldown: Duration.minutes(10) } }] }, stack);

  expect(rendered(stack)).toMatchObject([{ SamplingRateBoost: { MaxRate: 0.5, CooldownWindowMinutes: 10 } }]);
});
