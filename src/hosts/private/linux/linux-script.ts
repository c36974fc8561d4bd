import { IConstruct } from 'constructs';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { fail } from '../../../errors';
import { Installation, InstallationSignal } from '../installation';
import { DISPLACE, DOWNLOAD, FREE, LOGGING, MAY, NEED, PUT, VERIFY } from './common-functions';
import { daemonSteps } from './daemon-script';
import { agentSteps, openTelemetrySteps } from './package-scripts';
import { shellValue } from './shell-text';
import { makeRoom, prepare } from './steps';
import { VERIFY_PACKAGE } from './verify-package';

/**
 * A bash script that puts a collector on a Linux machine, or brings the one that is there up to date. It fails only where the collector is required.
 *
 * @param scope the construct that is named by errors
 */
export function linuxScript(scope: IConstruct, installation: Installation): string {
  const facts = installation.collector._facts();
  checkKey(scope, installation, facts);
  return [
    '#!/bin/bash',
    `# Installs the ${facts.title}, for AWS X-Ray. Made by cdk-xray. Running it again does no harm.`,
    ...proxyLines(scope, installation, facts),
    ...functionsFor(installation, facts),
    body([prepare(scope, facts.region ?? installation.place.region), makeRoom(facts.kind), ...stepsFor(scope, installation, facts)]),
    ending(scope, installation),
  ].join('\n\n') + '\n';
}

/** A mirror that serves both the files and their key proves nothing. */
function checkKey(scope: IConstruct, { mirror }: Installation, { kind, title }: CollectorFacts): void {
  if (kind === 'otel-collector' && mirror !== undefined && mirror.keyFingerprint === undefined) {
    fail(scope, `mirror.keyFingerprint must be given for the ${title}, got none: AWS publishes no fingerprint of its key; `
      + 'take it from the key that your mirror serves, with gpg --show-keys');
  }
}

/** What the programs of the script go out by. The machine's metadata is never behind a proxy; a mirror is asked as the machine's own settings say. */
function proxyLines(scope: IConstruct, { mirror }: Installation, { proxy }: CollectorFacts): string[] {
  return proxy === undefined || mirror !== undefined ? [] : [`http_proxy=${shellValue(scope, proxy)}
https_proxy=$http_proxy
HTTPS_PROXY=$http_proxy
no_proxy=\${no_proxy:+$no_proxy,}169.254.169.254
NO_PROXY=$no_proxy
export http_proxy https_proxy HTTPS_PROXY no_proxy NO_PROXY`];
}

function functionsFor({ linuxIdentity }: Installation, { kind }: CollectorFacts): string[] {
  const verify = kind === 'otel-collector' ? VERIFY_PACKAGE : VERIFY;
  return [LOGGING, NEED, DOWNLOAD, verify, PUT, DISPLACE, FREE, ...linuxIdentity?.program === undefined ? [] : [MAY]];
}

function stepsFor(scope: IConstruct, installation: Installation, { kind }: CollectorFacts): string[] {
  const steps = { 'xray-daemon': daemonSteps, 'cloudwatch-agent': agentSteps, 'otel-collector': openTelemetrySteps };
  return steps[kind](scope, installation);
}

/** All in a shell of its own: whatever happens in it ends there. */
function body(steps: readonly string[]): string {
  return `install_collector() (\nset -u\numask 022\n${steps.join('\n')}\n)\n\noutcome=0\ninstall_collector </dev/null || outcome=1`;
}

function ending(scope: IConstruct, { required, signal }: Installation): string {
  return [
    ...required ? [] : ['[ "$outcome" = 0 ] || say \'going on without the collector: it is not required\'', 'outcome=0'],
    ...signal === undefined ? [] : [sendSignal(scope, signal)],
    'exit "$outcome"',
  ].join('\n');
}

function sendSignal(scope: IConstruct, { stack, logicalId, region }: InstallationSignal): string {
  return `cfn_signal=/opt/aws/bin/cfn-signal
[ -x "$cfn_signal" ] || cfn_signal=$(command -v cfn-signal)
if [ -z "$cfn_signal" ]; then
  say 'there is no cfn-signal: CloudFormation is not told'
elif ! timeout 60 "$cfn_signal" --exit-code "$outcome" --stack ${shellValue(scope, stack)} --resource ${shellValue(scope, logicalId)} \\
    --region ${shellValue(scope, region)} >>"$log" 2>&1; then
  say 'cfn-signal failed: CloudFormation is not told'
fi`;
}
