import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Ledger } from '../ledger';
import { propertyOf, referencesIn } from '../references';

/** Notes the functions that the distributions among some constructs run at their edge: a distribution names their versions. */
export function noteEdgeFunctions(nodes: IConstruct[]): void {
  for (const node of nodes) {
    if (CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::CloudFront::Distribution') {
      versionsIn(node).flatMap(functionsOf).forEach((target) => Ledger.of(node).edgeFunctions.add(target));
    }
  }
}

function versionsIn(distribution: CfnResource): CfnResource[] {
  return referencesIn(propertyOf(distribution, 'DistributionConfig'), distribution)
    .filter((target) => target.cfnResourceType === 'AWS::Lambda::Version');
}

function functionsOf(version: CfnResource): CfnResource[] {
  return referencesIn(propertyOf(version, 'FunctionName'), version);
}
