import { CfnResource } from 'aws-cdk-lib';
import { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CollectorFacts } from '../../collectors/private/collector-facts';
import { collectorRoleNotWritable } from '../../findings';
import { Ledger } from '../../ledger';
import { createAfter } from '../../permissions/dependency';
import { WRITE_AND_SAMPLE } from '../../permissions/permission-set';
import { RoleAccess } from '../../permissions/role-access';
import { TracingPermissions } from '../../permissions/tracing-permissions';
import { UnwritableRoles } from '../../permissions/unwritable-roles';

/**
 * Has the role that a collector runs with allow what the collector does: to send and to sample, or to assume the role that may.
 *
 * @param role the role of the task or of the machine
 * @param asker the resource that runs with the role, and waits for the permission
 */
export function permitCollector(
  role: IRole,
  asker: CfnResource,
  collector: CollectorFacts,
  permissions = permissionsFor(asker),
): boolean {
  if (collector.roleArn !== undefined) {
    return permitToAssume(role, asker, collector.roleArn);
  }
  return permitSending(RoleAccess.ofRole(role), asker, permissions);
}

/** Has a role allow to send and to sample. */
export function permitSending(access: RoleAccess, asker: CfnResource, permissions = permissionsFor(asker)): boolean {
  const { allowed, dependable } = access.grant(asker, WRITE_AND_SAMPLE, permissions);
  if (!allowed) {
    refuse(asker, access.description, WRITE_AND_SAMPLE.actions, '*');
  } else if (dependable) {
    createAfter(asker, dependable, false);
  }
  return allowed;
}

/** As the nearest enable() says. */
function permissionsFor(asker: CfnResource): TracingPermissions {
  return Ledger.of(asker).directives.for(asker)?.options.permissions ?? TracingPermissions.inlinePolicy();
}

function permitToAssume(role: IRole, asker: CfnResource, roleArn: string): boolean {
  const { policyDependable } = role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [roleArn] }));
  if (!Construct.isConstruct(policyDependable)) {
    refuse(asker, RoleAccess.ofRole(role).description, ['sts:AssumeRole'], roleArn);
    return false;
  }
  createAfter(asker, policyDependable, false);
  return true;
}

function refuse(asker: CfnResource, role: string, actions: readonly string[], resource: string): void {
  const ledger = Ledger.of(asker);
  if (ledger.directives.for(asker)?.options.unwritableRoles === UnwritableRoles.ASSUME_PERMITTED) {
    return;
  }
  if (resource === '*') {
    ledger.requirePermission(role, actions, asker);
  }
  ledger.warn(asker, collectorRoleNotWritable(role, actions, resource));
}
