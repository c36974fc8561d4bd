import { CfnResource } from 'aws-cdk-lib';
import { TracingSwitch } from './tracing-switch';
import { ResourcePolicyOwner } from '../../account/resource-policy-owner';
import { Finding } from '../../finding';
import { PermissionSet } from '../../permissions/permission-set';
import { RoleAccess } from '../../permissions/role-access';
import { TracingPermissions } from '../../permissions/tracing-permissions';
import { UnwritableRoles } from '../../permissions/unwritable-roles';

/** How tracing is applied to the resources below a scope. */
export interface TracingSettings {
  readonly unwritableRoles: UnwritableRoles;
  readonly frameworkFunctions: boolean;
  readonly permissions: TracingPermissions;
  readonly resourcePolicy: ResourcePolicyOwner;
}

/** Under what circumstances a resource is switched on. */
export interface Circumstances {
  /** A mixin was applied to this very resource: its own setting does not count. */
  readonly byMixin: boolean;
  /** Only the permission is given. */
  readonly permissionOnly: boolean;
  /** The app is being validated already: dependencies are taken from resources. */
  readonly late: boolean;
}

/** What a resource needs of its role, and where that role is. */
export interface RolePermission {
  readonly set: PermissionSet;
  /** The property that names the role, in CloudFormation's spelling; none where the role is named in a roundabout way. */
  readonly property?: string;
  /** The role; a finding where it cannot be found; nothing where somebody else grants the permission. */
  role(resource: CfnResource): RoleAccess | Finding | undefined;
}

/**
 * A CloudFormation resource type that X-Ray has a switch for.
 */
export interface TracedService {
  readonly resourceType: string;
  /** The L2 classes that make such a resource, by the id that the CDK injects properties by. */
  readonly injectionIds: readonly string[];
  readonly tracing: Pick<TracingSwitch, 'path' | 'read' | 'readRendered' | 'isSettable' | 'isMentioned' | 'turn' | 'remember'>;
  readonly permission?: RolePermission;
  /** Whether this one resource has anything that could be traced; by default it has. */
  concerns?(resource: CfnResource): boolean;
  /** Why X-Ray cannot trace this one resource. */
  obstacle?(resource: CfnResource): Finding | undefined;
  /** Why this one resource can't be switched on from here, though X-Ray could trace it. */
  withheld?(resource: CfnResource, settings: TracingSettings): Finding | undefined;
  /** Why this one resource is left alone without a word. */
  leftAlone?(resource: CfnResource, settings: TracingSettings): string | undefined;
  /** What must exist besides, once an account. */
  prepare?(resource: CfnResource, settings: TracingSettings, late: boolean): void;
}
