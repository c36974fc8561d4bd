import { CfnResource } from 'aws-cdk-lib';
import { RoleAccess } from '../../permissions/role-access';

/** The role that a SAM resource was given; a role that SAM makes itself gets X-Ray's permission from SAM (aws-sam-translator 1.115.0). */
export function samRole(resource: CfnResource): RoleAccess | undefined {
  const role: unknown = Reflect.get(resource, 'role');
  return role === undefined ? undefined : RoleAccess.of(resource, role);
}
