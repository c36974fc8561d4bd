import { CfnResource } from 'aws-cdk-lib';
import { RolePermission } from './traced-service';
import { Finding } from '../../finding';
import { roleNotFound } from '../../findings';
import { PermissionSet } from '../../permissions/permission-set';
import { RoleAccess } from '../../permissions/role-access';
import { isTypedRole } from '../../permissions/role-kinds';
import { memberName, propertyOf, referencesIn } from '../../references';

/** A permission of the role that a property names, such as `RoleArn`. */
export function roleNamedBy(property: string, set: PermissionSet): RolePermission {
  const member = memberName(property);
  return {
    set,
    property,
    role: (resource) => member in resource ? RoleAccess.of(resource, Reflect.get(resource, member)) : roleOfRaw(resource, property, set),
  };
}

/** The role of a raw resource: the role of this app that its property refers to, or else the one that it declares to depend on. */
function roleOfRaw(resource: CfnResource, property: string, set: PermissionSet): RoleAccess | Finding {
  const value = propertyOf(resource, property);
  return (referencesIn(value, resource).some(isTypedRole) ? RoleAccess.of(resource, value) : RoleAccess.ofDependencies(resource))
    ?? roleNotFound('the role of a raw CfnResource can\'t be read, and it does not declare its role as a dependency', set.actions);
}

/** A permission of the role that a SAM resource was given; to a role that SAM makes, SAM gives it (aws-sam-translator 1.115.0). */
export function samRole(set: PermissionSet): RolePermission {
  const named = roleNamedBy('Role', set);
  return { ...named, role: (resource: CfnResource) => propertyOf(resource, 'Role') === undefined ? undefined : named.role(resource) };
}
