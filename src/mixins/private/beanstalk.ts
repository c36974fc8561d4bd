import { CfnResource } from 'aws-cdk-lib';
import { OptionSwitch, optionValue } from './option-switch';
import { TracedService } from './traced-service';
import { Finding, platformWithoutDaemon, roleNotFound } from '../../findings';
import { WRITE_AND_SAMPLE } from '../../permissions/permission-set';
import { RoleAccess } from '../../permissions/role-access';
import { isRecord, referencesIn, resolved } from '../../references';

const LAUNCH_CONFIGURATION = 'aws:autoscaling:launchconfiguration';

/** Platforms with Docker Compose or ECS have no daemon. Source: AWS Elastic Beanstalk developer guide, environment-configuration-debugging. */
const WITHOUT_DAEMON = /multi-?container docker|\bECS\b/i;

/** Elastic Beanstalk's two resource types that have option settings. */
export function beanstalkService(resourceType: string): TracedService {
  return {
    resourceType,
    injectionIds: [],
    tracing: new OptionSwitch('aws:elasticbeanstalk:xray', 'XRayEnabled'),
    permission: { set: WRITE_AND_SAMPLE, role: instanceRole },
    obstacle: platform,
  };
}

function platform(resource: CfnResource): Finding | undefined {
  const stack = resolved(Reflect.get(resource, 'solutionStackName'), resource);
  return typeof stack === 'string' && WITHOUT_DAEMON.test(stack) ? platformWithoutDaemon(stack) : undefined;
}

function instanceRole(resource: CfnResource): RoleAccess | Finding {
  const profile = instanceProfile(resource) ?? templatesOf(resource).map(instanceProfile).find((value) => value !== undefined);
  if (profile === undefined) {
    return roleNotFound('its option settings name no instance profile (IamInstanceProfile)', WRITE_AND_SAMPLE.actions);
  }
  const [target] = referencesIn(profile, resource);
  const [role] = target ? referencesIn(Reflect.get(target, 'roles'), target) : [];
  return role
    ? RoleAccess.ofResource(role)
    : roleNotFound(`its instance profile ${JSON.stringify(resolved(profile, resource))} is not of this app`, WRITE_AND_SAMPLE.actions);
}

function instanceProfile(resource: CfnResource): unknown {
  return optionValue(resource, LAUNCH_CONFIGURATION, 'IamInstanceProfile');
}

function templatesOf(resource: CfnResource): CfnResource[] {
  const name: unknown = Reflect.get(resource, 'templateName');
  return isRecord(name) || typeof name === 'string' ? referencesIn(name, resource) : [];
}
