import { CfnResource, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Directives } from './directives';
import { Finding, warn } from './finding';
import { SwitchState } from './switch-state';
import { EnableTracingOptions } from './tracing-options';

/** What was meant to become of a resource. */
export enum Intent {
  /** Tracing is on. */
  ON = 'on',
  /** The permission is given, the switch is left for a later deployment. */
  PERMITTED = 'permitted',
  /** Tracing is off, and explicitly so. */
  OFF = 'off',
  /** The resource stays as it is. */
  LEFT = 'left',
  /** The user excluded the resource. */
  EXCLUDED = 'excluded',
  /** X-Ray cannot trace the resource. */
  UNTRACEABLE = 'untraceable',
}

/** What was done to a resource, and why. */
export interface LedgerEntry {
  readonly intent: Intent;
  /** For the report: a sentence without a full stop. */
  readonly reason: string;
  /** The switch as it stood before. */
  readonly switchBefore: SwitchState;
  /** The switch as it stood afterwards; if it stands otherwise later, somebody else moved it. */
  readonly switchAfter: SwitchState;
  /** Whether it was done by order of enable() or a mixin, not of disable(). */
  readonly enabled: boolean;
  /** Whether a mixin was applied to this very resource. */
  readonly byMixin: boolean;
  /** The actions that an inline policy of ours has to give to its role. */
  readonly inlineActions: readonly string[];
  /** Gives the permission again where somebody took it away. */
  readonly repair: () => void;
  /** Puts everything back to how it was. */
  readonly undo: () => void;
}

/** What the owner of a role has to add. */
export interface RequiredPermission {
  readonly role: string;
  readonly actions: Set<string>;
  readonly resources: Set<string>;
}

/**
 * What the library did in one construct tree, resource by resource.
 */
export class Ledger {
  public static of(construct: IConstruct): Ledger {
    const anchor = CfnResource.isCfnResource(construct) ? Stack.of(construct) : construct;
    const known = LEDGERS.get(anchor);
    if (known) {
      return known;
    }
    const { root } = construct.node;
    const ledger = LEDGERS.get(root) ?? new Ledger();
    LEDGERS.set(root, ledger);
    LEDGERS.set(anchor, ledger);
    return ledger;
  }

  /** What the user said about the parts of the tree. */
  public readonly directives = new Directives<EnableTracingOptions>();
  /** What has to be added to roles that this app cannot change, by role. */
  public readonly requiredPermissions = new Map<string, RequiredPermission>();
  /** Stages that tracing has reached before they were synthesized. */
  public readonly visitedStages = new WeakSet<IConstruct>();
  /** Functions that a CloudFront distribution runs at its edge. */
  public readonly edgeFunctions = new WeakSet<CfnResource>();
  /** Stages that had their last look: their templates are written as they are. */
  public readonly sweptStages = new WeakSet<IConstruct>();

  private readonly entries = new Map<CfnResource, LedgerEntry>();
  private readonly warned = new WeakMap<IConstruct, Set<string>>();

  public entry(resource: CfnResource): LedgerEntry | undefined {
    return this.entries.get(resource);
  }

  public record(resource: CfnResource, entry: LedgerEntry): void {
    this.entries.set(resource, entry);
  }

  public forget(resource: CfnResource): void {
    this.entries.delete(resource);
  }

  /**
   * Says something about a construct, once.
   *
   * @param about what of the construct is meant, where a finding can be said of several things in it
   */
  public warn(construct: IConstruct, finding: Finding, about = ''): void {
    const said = this.warned.get(construct) ?? new Set();
    this.warned.set(construct, said);
    const key = `${finding.id} ${about}`;
    if (!said.has(key)) {
      said.add(key);
      warn(construct, finding);
    }
  }

  public requirePermission(role: string, actions: readonly string[], resource: CfnResource): void {
    const required = this.requiredPermissions.get(role) ?? { role, actions: new Set(), resources: new Set() };
    this.requiredPermissions.set(role, required);
    actions.forEach((action) => required.actions.add(action));
    required.resources.add(resource.node.path);
  }

  /** Takes a resource out of what the owners of roles are asked for. */
  public withdrawRequest(resource: CfnResource): void {
    for (const [role, { resources }] of this.requiredPermissions) {
      if (resources.delete(resource.node.path) && resources.size === 0) {
        this.requiredPermissions.delete(role);
      }
    }
  }
}

/** By root, and by stack, for to find a root is a walk up the tree. Not by resource: large weak maps cost the garbage collector dearly. */
const LEDGERS = new WeakMap<IConstruct, Ledger>();
