import { CfnResource, Token } from 'aws-cdk-lib';
import { isRecord, memberName, propertyOf, rawProperties, resolved } from '../../references';
import { SwitchState } from '../../switch-state';

type Scalar = string | boolean;

/**
 * The property of a resource that turns tracing on, as CloudFormation has it.
 */
export class TracingSwitch {
  /** Path of the property in a template, such as `TracingConfig.Mode`. */
  public readonly path: string;
  private readonly keys: readonly string[];
  private readonly property: string;
  private readonly member?: string;
  private readonly overridden = new WeakMap<CfnResource, SwitchState>();

  /**
   * @param path the property, with its member if it is an object, in CloudFormation's spelling
   * @param on the value that turns tracing on
   * @param off the value that turns it off
   * @param hasSiblings whether the object has members of other meaning, which must not be lost
   */
  constructor(path: string, private readonly on: Scalar, private readonly off: Scalar, private readonly hasSiblings = false) {
    this.path = path;
    this.keys = path.split('.');
    [this.property, this.member] = this.keys.map(memberName);
  }

  /** How the switch stands on a resource before synthesis. */
  public read(resource: CfnResource): SwitchState {
    if (!this.isTyped(resource)) {
      return this.overridden.get(resource) ?? this.readRendered(resolved(rawProperties(resource), resource));
    }
    const value = this.valueOf(resource);
    const known = Token.isUnresolved(value) ? resolved(value, resource) : value;
    const member = this.member && !isIntrinsic(known) ? this.memberOf(known) : known;
    return this.stateOf(Token.isUnresolved(member) ? resolved(member, resource) : member);
  }

  /** How the switch stands in the rendered properties of a resource. */
  public readRendered(properties: unknown): SwitchState {
    return this.stateOf(this.keys.reduce((value, key) => isRecord(value) && !isIntrinsic(value) ? value[key] : value, properties));
  }

  /** Whether the member can be set without losing its siblings: in a value that CloudFormation computes as a whole it can't. */
  public isSettable(resource: CfnResource): boolean {
    const value = this.valueOf(resource);
    return !this.hasSiblings || !isIntrinsic(Token.isUnresolved(value) ? resolved(value, resource) : value);
  }

  public turn(resource: CfnResource, state: 'on' | 'off'): void {
    const value = state === 'on' ? this.on : this.off;
    const existing = this.valueOf(resource);
    if (!this.isTyped(resource) || (this.hasSiblings && Token.isUnresolved(existing))) {
      resource.addPropertyOverride(this.path, value);
      this.overridden.set(resource, state);
    } else if (this.member) {
      Reflect.set(resource, this.property, { ...(isPlain(existing) ? existing : {}), [this.member]: value });
    } else {
      Reflect.set(resource, this.property, value);
    }
  }

  /** Remembers how the switch stands; the result puts it back, and leaves what else was changed since. */
  public remember(resource: CfnResource): () => void {
    const before = this.isTyped(resource) ? this.valueOf(resource) : propertyOf(resource, this.keys[0]);
    return () => {
      if (this.overridden.delete(resource)) {
        this.removeOverride(resource, before);
      } else if (this.isTyped(resource)) {
        Reflect.set(resource, this.property, this.withMemberOf(before, this.valueOf(resource)));
      }
    };
  }

  /** The object as it is now, with our member as it was. */
  private withMemberOf(before: unknown, now: unknown): unknown {
    if (this.member === undefined || !isPlain(now) || (before !== undefined && !isPlain(before))) {
      return before;
    }
    const { [this.member]: _ours, ...others } = now;
    const member = this.memberOf(before);
    const after = member === undefined ? others : { ...others, [this.member]: member };
    return before === undefined && Object.keys(after).length === 0 ? undefined : after;
  }

  /** An override can't be taken back, but one with the value of before is the same. */
  private removeOverride(resource: CfnResource, before: unknown): void {
    const value = this.member === undefined || isIntrinsic(before) ? before : this.memberOf(before);
    if (value === undefined || (this.isTyped(resource) && Token.isUnresolved(before))) {
      resource.addPropertyDeletionOverride(this.path);
    } else {
      resource.addPropertyOverride(this.path, value);
    }
  }

  /** Whether a value that is computed as a whole says something about tracing in any of its cases. */
  public isMentioned(resource: CfnResource): boolean {
    const text = JSON.stringify(resolved(propertyOf(resource, this.keys[0]), resource) ?? '');
    return this.member === undefined || text.includes(`"${this.keys[1]}"`) || text.includes(`"${this.member}"`);
  }

  private isTyped(resource: CfnResource): boolean {
    return this.property in resource;
  }

  private valueOf(resource: CfnResource): unknown {
    const value: unknown = Reflect.get(resource, this.property);
    return value;
  }

  private memberOf(value: unknown): unknown {
    return isRecord(value) && this.member ? value[this.member] ?? value[this.keys[1]] : undefined;
  }

  private stateOf(value: unknown): SwitchState {
    if (value === undefined) {
      return 'unset';
    }
    const text = String(value).toLowerCase();
    return text === String(this.on).toLowerCase() ? 'on' : text === String(this.off).toLowerCase() ? 'off' : 'unknown';
  }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !Token.isUnresolved(value);
}

function isIntrinsic(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
}
