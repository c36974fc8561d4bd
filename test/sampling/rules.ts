import { Stack } from 'aws-cdk-lib';
import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { SamplingRule, SamplingRuleProps } from '../../src';
import { newApp, newStack, warningsOf } from '../fixtures';

/** A rule that is complete but for what a test says of it. */
export function addRule(stack: Stack, id: string, props: Partial<SamplingRuleProps> = {}): SamplingRule {
  return new SamplingRule(stack, id, { samplingRuleName: id, priority: 100, fixedRate: 0.1, ...props });
}

/** A rule as people write it by hand. */
export function addHandWritten(stack: Stack, id: string, rule: Partial<CfnSamplingRule.SamplingRuleProperty> = {}): CfnSamplingRule {
  return new CfnSamplingRule(stack, id, {
    samplingRule: {
      ruleName: id,
      priority: 100,
      fixedRate: 0.1,
      reservoirSize: 0,
      version: 1,
      serviceName: '*',
      serviceType: '*',
      host: '*',
      httpMethod: '*',
      urlPath: '*',
      resourceArn: '*',
      ...rule,
    },
  });
}

/** What is said of one rule, without what everybody is told. */
export function findingsOf(props: Partial<SamplingRuleProps>, arrange: (stack: Stack) => void = () => undefined): string[] {
  const stack = newStack();
  arrange(stack);
  addRule(stack, 'Rule', props);
  return idsIn(stack).filter((id) => id !== 'daemonInMaintenance');
}

/** The ids of the warnings in a stack. */
export function idsIn(stack: Stack): string[] {
  return warningsOf(stack).map((warning) => warning.split(' ')[1]);
}

export const ENV = { account: '111122223333', region: 'eu-central-1' };

/** Stacks of known and unknown places. */
export const PLACES: readonly [string, { account: string; region: string } | undefined][] = [['a known place', ENV], ['a place that is not known yet', undefined]];

export function stackAt(env: typeof ENV | undefined, id = 'Stack', app = newApp()): Stack {
  return newStack(app, id, { env });
}
