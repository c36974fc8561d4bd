import { App, CfnOutput, CfnParameter, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnTrustAnchor } from 'aws-cdk-lib/aws-rolesanywhere';
import { CollectorMirror, Ec2Collector, Ec2CollectorProps, Ec2Host, OnPremisesCollector, OnPremisesIdentity, TraceCollector } from '../../src';

export const REGION = 'eu-central-1';
export const MIRROR_URL = 'https://mirror.test/xray';

const PLACED: StackProps = { env: { account: '123456789012', region: REGION } };

/** Each machine under test has a stack, of the name by which a test asks for it. */
export function machinesApp(outdir: string, keyFingerprint: string): App {
  const app = new App({ outdir, context: { 'aws:cdk:disable-stack-trace': true, '@aws-cdk/core:failSynthOnValidationErrors': false } });
  const mirror: CollectorMirror = { baseUrl: MIRROR_URL, keyFingerprint };

  machine(new Stack(app, 'plain', PLACED), { mirror });
  machine(new Stack(app, 'from-aws', PLACED), {});
  machine(new Stack(app, 'required', PLACED), { mirror, required: true });
  machine(new Stack(app, 'anywhere'), { mirror });
  machine(new Stack(app, 'open-telemetry', PLACED), { mirror, collector: TraceCollector.openTelemetry() });
  machine(new Stack(app, 'agent', PLACED), { mirror, collector: TraceCollector.cloudWatchAgent() });
  withCommands(new Stack(app, 'with-commands', PLACED), mirror);
  machine(new Stack(app, 'cloud-config', PLACED), { mirror }, ec2.UserData.custom(CLOUD_CONFIG));
  machine(new Stack(app, 'mime', PLACED), { mirror }, twoParts());
  withParameters(app, mirror);
  onPremises(new Stack(app, 'on-premises', PLACED), mirror);
  return app;
}

function machine(stack: Stack, how: Partial<Ec2CollectorProps>, userData = ec2.UserData.forLinux()): ec2.UserData {
  const host = new ec2.LaunchTemplate(stack, 'Machine', {
    machineImage: ec2.MachineImage.latestAmazonLinux2023(),
    userData,
    role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
  });
  new Ec2Collector(stack, 'Collector', { host: Ec2Host.launchTemplate(host), collector: TraceCollector.xrayDaemon(), ...how });
  return userData;
}

/** The user's own commands around the collector, of which one fails in a shell that ends there. */
function withCommands(stack: Stack, mirror: CollectorMirror): void {
  const userData = ec2.UserData.forLinux();
  userData.addCommands('set -euo pipefail', 'echo before >>/root/own', "cat >/root/quoted <<'EOF'\n$HOME `id` \"quotes\" 'too'\nEOF");
  machine(stack, { mirror }, userData);
  userData.addOnExitCommands('echo "at the end: $exitCode" >>/root/own');
  userData.addCommands('echo after >>/root/own', 'false', 'echo never >>/root/own');
}

const CLOUD_CONFIG = `#cloud-config
write_files:
  - path: /root/written
    content: "of the user's"
runcmd:
  - echo runcmd >>/root/own
`;

function twoParts(): ec2.UserData {
  const parts = new ec2.MultipartUserData();
  const script = ec2.UserData.forLinux({ shebang: '#!/bin/sh' });
  script.addCommands('echo script >>/root/own', 'exit 3');
  parts.addPart(ec2.MultipartBody.fromRawBody({ contentType: 'text/cloud-config', body: CLOUD_CONFIG }));
  parts.addPart(ec2.MultipartBody.fromUserData(script));
  return parts;
}

/** Values that are known at deployment only, so that nothing has checked them. */
function withParameters(app: App, mirror: CollectorMirror): void {
  const described = new Stack(app, 'parameter-description', PLACED);
  machine(described, { mirror, collector: TraceCollector.xrayDaemon({ resourceArn: parameter(described) }) });

  const regional = new Stack(app, 'parameter-region', PLACED);
  machine(regional, { mirror, collector: TraceCollector.xrayDaemon({ region: parameter(regional) }) });

  const mirrored = new Stack(app, 'parameter-mirror', PLACED);
  machine(mirrored, { mirror: { ...mirror, baseUrl: parameter(mirrored) } });

  const keyed = new Stack(app, 'parameter-key', PLACED);
  machine(keyed, { mirror: { ...mirror, keyFingerprint: parameter(keyed) } });
}

function parameter(stack: Stack): string {
  return new CfnParameter(stack, 'Value').valueAsString;
}

function onPremises(stack: Stack, mirror: CollectorMirror): void {
  const trustAnchor = new CfnTrustAnchor(stack, 'Anchor', {
    name: 'anchor',
    source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: 'a certificate' } },
  });
  const identity = OnPremisesIdentity.rolesAnywhere({ trustAnchor });
  const collector = new OnPremisesCollector(stack, 'Collector', { identity, collector: TraceCollector.xrayDaemon(), mirror });
  new CfnOutput(stack, 'InstallCommand', { value: collector.installCommand });
}
