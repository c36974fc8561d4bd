import { Stack, Stage } from 'aws-cdk-lib';
import { topOf } from './environment';

/**
 * Who owns X-Ray's resource policy that lets Amazon SNS send traces: one for each account and Region is enough, and X-Ray allows five.
 */
export abstract class ResourcePolicyOwner {
  /**
   * The first stack with a traced topic, in each Stage and environment of the app. The default.
   */
  public static firstStack(): ResourcePolicyOwner {
    return new FirstStack();
  }

  /**
   * A stack of your choice, for the topics of its Stage and environment; everywhere else the first stack with a traced topic.
   *
   * @param stack the stack that gets the policy, or for a nested stack the one around it; topics of other stacks make theirs depend on it
   */
  public static stack(stack: Stack): ResourcePolicyOwner {
    return new NamedStack(stack);
  }

  /**
   * Another app, or somebody by hand: no policy is made.
   */
  public static external(): ResourcePolicyOwner {
    return new External();
  }

  protected constructor() {
  }

  /**
   * The stack that gets the policy, or nothing if it is not this app's.
   *
   * @param candidate the stack that asks for the policy first
   * @internal
   */
  public abstract _choose(candidate: Stack): Stack | undefined;
}

class FirstStack extends ResourcePolicyOwner {
  constructor() {
    super();
  }

  public _choose(candidate: Stack): Stack | undefined {
    return candidate;
  }
}

class NamedStack extends ResourcePolicyOwner {
  constructor(private readonly stack: Stack) {
    super();
  }

  public _choose(candidate: Stack): Stack | undefined {
    const serves = Stage.of(this.stack) === Stage.of(candidate) && this.stack.environment === candidate.environment;
    return serves ? topOf(this.stack) : candidate;
  }
}

class External extends ResourcePolicyOwner {
  constructor() {
    super();
  }

  public _choose(): Stack | undefined {
    return undefined;
  }
}
