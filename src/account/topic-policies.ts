import { createHash } from 'crypto';
import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-xray';
import { IConstruct } from 'constructs';
import { topOf } from './environment';
import { ResourcePolicyOwner } from './resource-policy-owner';
import { freeId } from '../free-id';
import { createAfter } from '../permissions/dependency';

const POLICY_ID = 'XRayTopicPolicy';

/**
 * X-Ray's resource policies for SNS in one Stage: one for each environment, whatever the number of stacks and topics.
 *
 * They belong to the Stage, for nothing can depend on anything across Stages.
 */
export class TopicPolicies {
  public static of(topic: CfnResource): TopicPolicies {
    const stage = Stage.of(topic) ?? topic.node.root;
    const existing = POLICIES.get(stage);
    if (existing) {
      return existing;
    }
    const created = new TopicPolicies();
    POLICIES.set(stage, created);
    stage.node.addValidation({
      validate: () => {
        created.orderStacks();
        return [];
      },
    });
    return created;
  }

  private readonly policies = new Map<string, CfnResourcePolicy>();
  private readonly users = new Map<CfnResourcePolicy, Set<Stack>>();

  private constructor() {
  }

  /**
   * Has the policy in place before the topic sends traces.
   *
   * @param late whether the app is being validated already
   */
  public cover(topic: CfnResource, owner: ResourcePolicyOwner, late: boolean): void {
    const stack = topOf(Stack.of(topic));
    const policy = this.policyFor(stack, owner);
    if (!policy) {
      return;
    }
    if (Stack.of(policy) === stack) {
      createAfter(topic, policy, late);
    } else {
      const users = this.users.get(policy) ?? new Set();
      this.users.set(policy, users.add(stack));
      if (late) {
        this.orderStacks();
      }
    }
  }

  /**
   * Has stacks deployed after the owner of their policy, where that makes no circle. Nothing to say about it: SNS reads the policy when it sends.
   */
  private orderStacks(): void {
    for (const [policy, stacks] of this.users) {
      const owner = Stack.of(policy);
      for (const stack of stacks) {
        if (!dependsOn(owner, stack)) {
          deployAfter(stack, owner);
        }
      }
    }
  }

  private policyFor(stack: Stack, chooser: ResourcePolicyOwner): CfnResourcePolicy | undefined {
    const { environment } = stack;
    const owner = chooser._choose(stack);
    const existing = this.policies.get(environment);
    if (!owner || existing) {
      return owner && existing;
    }
    const policy = makePolicy(owner);
    this.policies.set(environment, policy);
    return policy;
  }
}

const POLICIES = new WeakMap<IConstruct, TopicPolicies>();

function makePolicy(owner: Stack): CfnResourcePolicy {
  return new CfnResourcePolicy(owner, freeId(owner, POLICY_ID), {
    policyName: `XRayTopics-${nameHash(owner)}`,
    policyDocument: owner.toJsonString({
      Version: '2012-10-17',
      Statement: [{
        Sid: 'SNSAccess',
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: ['xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:SourceAccount': owner.account },
          StringLike: { 'aws:SourceArn': owner.formatArn({ service: 'sns', resource: '*' }) },
        },
      }],
    }),
  });
}

/** A policy that moves to another stack gets another name: CloudFormation creates the new one before it deletes the old. */
function nameHash(owner: Stack): string {
  return createHash('sha256').update(`${owner.node.path}|${owner.stackName}`).digest('hex').slice(0, 16);
}

function dependsOn(stack: Stack, target: Stack, seen: Set<Stack> = new Set()): boolean {
  if (stack === target) {
    return true;
  }
  seen.add(stack);
  return stack.dependencies.some((dependency) => !seen.has(dependency) && dependsOn(dependency, target, seen));
}

/** The method has another name in newer versions of the CDK, where the old one is deprecated. */
function deployAfter(stack: Stack, owner: Stack): void {
  const newer: unknown = Reflect.get(stack, 'addStackDependency');
  const reason = 'X-Ray resource policy for SNS';
  if (typeof newer === 'function') {
    newer.call(stack, owner, reason);
  } else {
    stack.addDependency(owner, reason);
  }
}
