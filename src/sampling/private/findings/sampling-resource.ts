import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** Whether a construct is the resource of a sampling rule, whoever wrote it. */
export function isSamplingRule(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::XRay::SamplingRule';
}
