import { CfnResource } from 'aws-cdk-lib';
import { OptionSwitch, optionValue } from './option-switch';
import { TracedService } from './traced-service';
import { Finding } from '../../finding';
import { platformWithoutDaemon, roleNotFound } from '../../findings';
import { WRITE_AND_SAMPLE } from '../../permissions/permission-set';
import { RoleAccess } from '../../permissions/role-access';
import { propertyOf, referencesIn, resolved } from '../../references';

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
  const stack = resolved(propertyOf(resource, 'SolutionStackName'), resource);
  return typeof stack === 'string' && WITHOUT_DAEMON.test(stack) ? platformWithoutDaemon(stack) : undefined;
}

/** The role of the instance profile that the resource names, or else its configuration template. */
function instanceRole(resource: CfnResource): RoleAccess | Finding {
  const sources = [resource, ...referencesIn(propertyOf(resource, 'TemplateName'), resource)];
  const profile = sources
    .flatMap((source) => referencesIn(propertyOf(source, 'OptionSettings'), source))
    .find((target) => target.cfnResourceType === 'AWS::IAM::InstanceProfile');
  if (profile) {
    return RoleAccess.of(profile, Reflect.get(profile, 'roles'));
  }
  const name = sources.map((source) => optionValue(source, LAUNCH_CONFIGURATION, 'IamInstanceProfile')).find((value) => value !== undefined);
  return roleNotFound(name === undefined
    ? 'its option settings name no instance profile (IamInstanceProfile)'
    : `its instance profile ${JSON.stringify(name)} is not of this app`, WRITE_AND_SAMPLE.actions);
}
