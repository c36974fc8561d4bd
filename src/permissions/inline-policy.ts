import { Lazy, Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { isRecord, resolved } from '../references';

const POLICY_NAME = 'XRay';

/**
 * The inline policy of this library on a role's own resource: one for each role, whoever shares it.
 */
export class InlinePolicy {
  public static on(role: CfnRole): InlinePolicy {
    const stack = Stack.of(role);
    const policies = POLICIES.get(stack) ?? new Map<CfnRole, InlinePolicy>();
    POLICIES.set(stack, policies);
    const policy = policies.get(role) ?? new InlinePolicy(role);
    policies.set(role, policy);
    return policy;
  }

  /** Whether a role has this policy already. */
  public static isOn(role: CfnRole): boolean {
    return POLICIES.get(Stack.of(role))?.get(role)?.rendered !== undefined;
  }

  private readonly askers = new Map<object, readonly string[]>();
  private rendered?: RenderedPolicy;
  private takeAway?: () => void;
  private list?: unknown;

  private constructor(private readonly role: CfnRole) {
  }

  /** Whether the role's own list of policies can be added to. */
  public get canBeAdded(): boolean {
    const { policies } = this.role;
    return policies === undefined || Array.isArray(policies) || isListOrNothing(resolved(policies, this.role));
  }

  public grant(asker: object, actions: readonly string[]): void {
    this.askers.set(asker, actions);
    this.render();
  }

  /** Takes back what was given to the asker. */
  public revoke(asker: object): void {
    if (this.askers.delete(asker)) {
      this.render();
    }
  }

  private render(): void {
    const actions = [...new Set([...this.askers.values()].flat())].sort();
    if (this.rendered) {
      this.rendered.policyDocument.Statement = [allow(actions)];
    }
    if (actions.length === 0) {
      this.remove();
    } else if (!this.rendered || !this.isInPlace(this.rendered)) {
      this.add(actions);
    }
  }

  private add(actions: string[]): void {
    const before = this.role.policies;
    const ours: RenderedPolicy = {
      policyName: this.freeName(before),
      policyDocument: { Version: '2012-10-17', Statement: [allow(actions)] },
    };
    const after = before === undefined || Array.isArray(before)
      ? [...(before ?? []), ours]
      : Lazy.any({ produce: () => [...listOf(resolved(before, this.role)), ours] });
    this.role.policies = after;
    this.list = after;
    this.rendered = ours;
    this.takeAway = () => {
      const now = this.role.policies;
      if (Array.isArray(now)) {
        const others = now.filter((policy) => policy !== ours);
        this.role.policies = others.length > 0 ? others : undefined;
      } else if (now === after) {
        this.role.policies = before;
      }
    };
  }

  /** Somebody may have assigned the role's list of policies anew. */
  private isInPlace(ours: RenderedPolicy): boolean {
    const { policies } = this.role;
    return policies === this.list || (Array.isArray(policies) && policies.includes(ours));
  }

  private remove(): void {
    this.takeAway?.();
    this.rendered = undefined;
  }

  private freeName(policies: unknown): string {
    const taken = listOf(policies === undefined ? [] : resolved(policies, this.role))
      .map((policy) => isRecord(policy) ? policy.policyName ?? policy.PolicyName : undefined);
    let name = POLICY_NAME;
    while (taken.includes(name)) {
      name += 'Trace';
    }
    return name;
  }
}

interface RenderedPolicy extends CfnRole.PolicyProperty {
  readonly policyDocument: { Version: string; Statement: object[] };
}

/** By stack, for a weak map of all roles would cost the garbage collector dearly. */
const POLICIES = new WeakMap<Stack, Map<CfnRole, InlinePolicy>>();

function allow(actions: string[]): object {
  return { Effect: 'Allow', Action: actions, Resource: '*' };
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isListOrNothing(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}
