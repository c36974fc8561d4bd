import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnTrustAnchor } from 'aws-cdk-lib/aws-rolesanywhere';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { OnPremisesCollector, OnPremisesIdentity, TraceCollector } from '../../src';

/** The tills in the shops of brick and mortar: machines outside of AWS, with certificates of our own authority. */
export class TillsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const trustAnchor = new CfnTrustAnchor(this, 'Authority', {
      name: 'shop-tills',
      enabled: true,
      source: {
        sourceType: 'CERTIFICATE_BUNDLE',
        sourceData: { x509CertificateData: StringParameter.valueForStringParameter(this, '/shop/tills/authority.pem') },
      },
    });
    const collector = new OnPremisesCollector(this, 'Collector', {
      identity: OnPremisesIdentity.rolesAnywhere({ trustAnchor }),
      collector: TraceCollector.xrayDaemon(),
    });
    new CfnOutput(this, 'InstallCommand', { value: collector.installCommand });
    new CfnOutput(this, 'WindowsInstallCommand', { value: collector.windowsInstallCommand });
  }
}
