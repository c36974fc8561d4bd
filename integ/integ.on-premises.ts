import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { CfnOutput, Stack, aws_rolesanywhere as rolesanywhere } from 'aws-cdk-lib';
import { OnPremisesCollector, OnPremisesIdentity, TraceCollector } from 'cdk-xray';
import { snapshotApp } from './app';

// Each collector with each identity that it can use.
const app = snapshotApp();

function addMachines(stack: Stack, identity: OnPremisesIdentity, collector: TraceCollector): Stack {
  const machines = new OnPremisesCollector(stack, 'Machines', { identity, collector });
  new CfnOutput(stack, 'Install', { value: machines.installCommand });
  new CfnOutput(stack, 'WindowsInstall', { value: machines.windowsInstallCommand });
  return stack;
}

function withCertificates(stack: Stack, collector: TraceCollector): Stack {
  const trustAnchor = new rolesanywhere.CfnTrustAnchor(stack, 'TrustAnchor', {
    name: stack.stackName,
    enabled: true,
    source: {
      sourceType: 'AWS_ACM_PCA',
      sourceData: { acmPcaArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/a1b2c3d4-5678-90ab-cdef-111111111111' },
    },
  });
  return addMachines(stack, OnPremisesIdentity.rolesAnywhere({ trustAnchor }), collector);
}

function managed(stack: Stack, collector: TraceCollector): Stack {
  return addMachines(stack, OnPremisesIdentity.ssmHybrid({ tags: { traced: 'yes' } }), collector);
}

// a change of the script replaces the document
new IntegTest(app, 'OnPremises', {
  allowDestroy: ['AWS::SSM::Document'],
  testCases: [
    withCertificates(new Stack(app, 'CdkXRayAnywhereDaemon'), TraceCollector.xrayDaemon()),
    withCertificates(new Stack(app, 'CdkXRayAnywhereOpenTelemetry'), TraceCollector.openTelemetry()),
    managed(new Stack(app, 'CdkXRayHybridDaemon'), TraceCollector.xrayDaemon()),
    managed(new Stack(app, 'CdkXRayHybridAgent'), TraceCollector.cloudWatchAgent()),
    managed(new Stack(app, 'CdkXRayHybridOpenTelemetry'), TraceCollector.openTelemetry()),
  ],
});
