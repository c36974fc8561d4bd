import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { plainFingerprint } from '../check-installation';
import { Installation } from '../installation';
import { shellQuote, shellValue } from './shell-text';

/** The places that the files of a collector are in, and the key that signed them. */
export interface Source {
  /** Words of the shell: URLs, tried in turn; they may use $region and $suffix. */
  readonly bases: readonly string[];
  /** The fingerprint of AWS's key, where AWS publishes one. */
  readonly fingerprint?: string;
}

/** Where the files come from, as assignments of the shell. */
export function sourceLines(scope: IConstruct, { mirror, urlSuffix }: Installation, aws: Source): string[] {
  const fingerprint = mirror?.keyFingerprint ?? aws.fingerprint ?? '';
  return [
    ...mirror === undefined
      ? [...usesSuffix(aws) ? [`suffix=${shellValue(scope, urlSuffix)}`] : [], `bases=(${aws.bases.join(' ')})`]
      : [`mirror=${shellValue(scope, mirror.baseUrl)}`, 'bases=("${mirror%/}")'],
    ...Token.isUnresolved(fingerprint)
      ? [`fingerprint=${shellValue(scope, fingerprint)}`, 'fingerprint=${fingerprint//[[:space:]]/}', 'fingerprint=${fingerprint^^}']
      : [`fingerprint=${shellQuote(plainFingerprint(fingerprint))}`],
  ];
}

function usesSuffix({ bases }: Source): boolean {
  return bases.some((base) => base.includes('$suffix'));
}

/** Regions without a bucket of their own take the files from another one of their partition. */
export const DAEMON_SOURCE: Source = {
  bases: [
    '"https://s3.$region.$suffix/aws-xray-assets.$region"',
    '"https://s3.$near.$suffix/aws-xray-assets.$near"',
  ],
  // Source: X-Ray developer guide, "Verifying the daemon archive's signature".
  fingerprint: 'EA6D9271FBF36990277F4B877BFE036BFE6157D3',
};

export const AGENT_SOURCE: Source = {
  bases: [
    '"https://amazoncloudwatch-agent-$region.s3.$region.$suffix"',
    'https://amazoncloudwatch-agent.s3.amazonaws.com',
  ],
  // Source: CloudWatch user guide, "Verifying the signature of the CloudWatch agent package".
  fingerprint: '937616F3450B7D806CBD9725D58167303B789C72',
};

/** AWS publishes the key, but not its fingerprint. */
export const OPENTELEMETRY_SOURCE: Source = { bases: ['https://aws-otel-collector.s3.amazonaws.com'] };
