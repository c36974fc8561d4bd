import { powershellList, powershellQuote } from './powershell';
import { CollectorKind } from '../../../collectors/private/collector-facts';
import { OPENTELEMETRY_COLLECTOR_VERSION } from '../../../collectors/versions';
import { CollectorMirror } from '../../installation-options';
import { plainFingerprint } from '../check-installation';
import { DAEMON_SOURCE } from '../linux/source';

/**
 * Regions that have AWS's bucket of the daemon's files. No other is asked: anybody could own a bucket of that name there, and without gpg.exe
 * nothing but the name vouches for the file. Source: .github/scripts/monitor-s3-assets.sh of aws/aws-xray-daemon 8c295a5, read 2026-11-22.
 */
const DAEMON_REGIONS = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1',
  'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3',
  'ap-southeast-4', 'ap-southeast-5', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-east-1', 'ap-east-2', 'sa-east-1', 'af-south-1',
  'me-central-1', 'il-central-1', 'mx-central-1', 'us-gov-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1',
];

interface Source {
  /** The path of the file below the bucket or the mirror. */
  readonly path: string;
  /** The path of the key that signed it. */
  readonly key: string;
  /** The fingerprint of AWS's key, where AWS signs this file with a detached signature that is worth asking for. */
  readonly fingerprint?: string;
  /** PowerShell that sets `$bases` from `$region` and `$suffix`. */
  readonly bases: readonly string[];
  /** Whether the file carries the signature of its publisher, which Windows verifies itself. */
  readonly publisher: boolean;
}

/**
 * The agent's MSI is signed by its publisher. The collector's is not, says AWS's own description (docs/developers/windows-other-demo.md of
 * aws-observability/aws-otel-collector); whether there is a detached signature of it could not be confirmed, so none is asked for.
 */
const SOURCES: Record<CollectorKind, Source> = {
  'xray-daemon': {
    path: 'xray-daemon/aws-xray-daemon-windows-service-3.x.zip',
    key: 'xray-daemon/aws-xray.gpg',
    fingerprint: DAEMON_SOURCE.fingerprint,
    publisher: false,
    bases: [
      "$nearby = if ($region -like 'cn-*') { 'cn-north-1' } elseif ($region -like 'us-gov-*') { 'us-gov-west-1' } else { 'us-east-2' }",
      `$known = '${DAEMON_REGIONS.join(' ')}' -split ' '`,
      '$regions = @(@($region, $nearby) | Where-Object { $known -contains $_ } | Select-Object -Unique)',
      "$bases = @($regions | ForEach-Object { 'https://s3.' + $_ + '.' + $suffix + '/aws-xray-assets.' + $_ })",
    ],
  },
  'cloudwatch-agent': {
    path: 'windows/amd64/latest/amazon-cloudwatch-agent.msi',
    key: 'assets/amazon-cloudwatch-agent.gpg',
    publisher: true,
    bases: ["$bases = @(('https://amazoncloudwatch-agent-' + $region + '.s3.' + $region + '.' + $suffix), 'https://amazoncloudwatch-agent.s3.amazonaws.com')"],
  },
  'otel-collector': {
    path: `windows/amd64/${OPENTELEMETRY_COLLECTOR_VERSION}/aws-otel-collector.msi`,
    key: 'aws-otel-collector.gpg',
    publisher: false,
    bases: ["$bases = @('https://aws-otel-collector.s3.amazonaws.com')"],
  },
};

/** Downloads the collector's file to `$file` and verifies it. */
export function download(kind: CollectorKind, region: string, urlSuffix: string, mirror: CollectorMirror | undefined): string[] {
  const source = SOURCES[kind];
  const bases = mirror
    ? [`$bases = ${powershellList([mirror.baseUrl])}`]
    : [`$region = ${powershellQuote(region)}`, `$suffix = ${powershellQuote(urlSuffix)}`, ...source.bases];
  return [
    ...bases,
    `$urls = @($bases | ForEach-Object { $_.TrimEnd('/') + '/${source.path}' })`,
    `$file = Join-Path $work '${source.path.slice(source.path.lastIndexOf('/') + 1)}'`,
    'Save-File $urls $file',
    ...verify(source, mirror?.keyFingerprint),
  ];
}

function verify(source: Source, ownKey: string | undefined): string[] {
  const fingerprint = ownKey === undefined ? source.fingerprint : plainFingerprint(ownKey);
  if (fingerprint !== undefined) {
    return [
      `$keys = @($bases | ForEach-Object { $_.TrimEnd('/') + '/${source.key}' })`,
      `Confirm-Signature $file $urls $keys ${powershellQuote(fingerprint)} $${ownKey !== undefined}`,
    ];
  }
  return source.publisher ? PUBLISHER : TRANSPORT;
}

/** The name in the certificate could not be confirmed beyond that it is Amazon's. */
const PUBLISHER = [
  '$signature = Get-AuthenticodeSignature -FilePath $file',
  "if ($signature.Status -ne 'Valid' -or $signature.SignerCertificate.Subject -notmatch 'O=\"?Amazon(\\.com|[ ]Web[ ]Services)') {",
  "  throw ('not signed by Amazon: ' + $signature.Status)",
  '}',
  "Write-Log ('signature verified, publisher ' + $signature.SignerCertificate.Subject)",
];

const TRANSPORT = [
  "if ($urls[0] -notlike 'https://*') { throw 'nothing vouches for this file: give the mirror as https, or the fingerprint of the key that signed it' }",
  "Write-Log 'this file has no signature that Windows could verify: only TLS vouches for it'",
];
