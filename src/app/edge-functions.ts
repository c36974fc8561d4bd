import { CfnResource } from 'aws-cdk-lib';
import { Ledger } from '../ledger';
import { referencesIn } from '../references';

export const DISTRIBUTION = 'AWS::CloudFront::Distribution';

/** Notes the functions that a distribution runs at its edge: it names their versions. */
export function noteEdgeFunctions(distribution: CfnResource): void {
  const ledger = Ledger.of(distribution);
  for (const version of referencesIn(Reflect.get(distribution, 'distributionConfig'), distribution)) {
    if (version.cfnResourceType === 'AWS::Lambda::Version') {
      referencesIn(Reflect.get(version, 'functionName'), version).forEach((target) => ledger.edgeFunctions.add(target));
    }
  }
}
