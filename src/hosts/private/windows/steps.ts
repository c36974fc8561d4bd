import { CollectorKind } from '../../../collectors/private/collector-facts';
import { Installation } from '../installation';
import { toBase64 } from './powershell';

/** The services, as the X-Ray developer guide and the MSIs call them. */
export const SERVICES: Record<CollectorKind, string> = {
  'xray-daemon': 'AWSXRayDaemon',
  'cloudwatch-agent': 'AmazonCloudWatchAgent',
  'otel-collector': 'AWSOTelCollector',
};

/** From the verified `$file` to the running `$service`. */
export function steps(kind: CollectorKind, installation: Installation): string[] {
  const configuration = toBase64(installation.collector._file(installation.place).text);
  return ['Stop-Collector $service', ...STEPS[kind](configuration, installation), 'Start-Collector $service $environment'];
}

const STEPS: Record<CollectorKind, (configuration: string, installation: Installation) => string[]> = {
  /** Source: AWS X-Ray developer guide, xray-daemon-ec2. */
  'xray-daemon': (configuration, installation) => [
    "$new = Join-Path $work 'new'",
    "Add-Type -AssemblyName 'System.IO.Compression.FileSystem'",
    '[IO.Compression.ZipFile]::ExtractToDirectory($file, $new)',
    "$daemon = Join-Path $folder 'xray.exe'",
    "$settings = Join-Path $folder 'cfg.yaml'",
    "Copy-Item -LiteralPath (Join-Path $new 'xray.exe') -Destination $daemon -Force",
    writeFile('$settings', configuration),
    "$command = '\"' + $daemon + '\" -c \"' + $settings + '\" -f \"' + (Join-Path $folder 'xray-daemon.log') + '\"'",
    "$known = Get-CimInstance -ClassName Win32_Service -Filter ('Name=\"' + $service + '\"')",
    'if ($known) {',
    '  $changed = Invoke-CimMethod -InputObject $known -MethodName Change -Arguments @{ PathName = $command }',
    "  if ($changed.ReturnValue -ne 0) { throw ('the service can not be changed: ' + $changed.ReturnValue) }",
    '} else {',
    "  New-Service -Name $service -DisplayName 'AWS X-Ray daemon' -BinaryPathName $command -StartupType Automatic | Out-Null",
    '}',
    ...credentials(installation),
  ],

  /** A configuration that is there already is added to, for the agent may collect other things. */
  'cloudwatch-agent': (configuration, { place }) => [
    'Install-Msi $file',
    "$settings = Join-Path $folder 'xray.json'",
    writeFile('$settings', configuration),
    "$data = Join-Path $env:ProgramData 'Amazon\\AmazonCloudWatchAgent'",
    "$others = @(Get-ChildItem -LiteralPath (Join-Path $data 'Configs') -File -ErrorAction SilentlyContinue | Where-Object { $_.Name -ne 'file_xray.json' })",
    "$action = if ($others) { 'append-config' } else { 'fetch-config' }",
    ...place.localMode ? COMMON_CONFIG : [],
    "$ctl = Join-Path $env:ProgramFiles 'Amazon\\AmazonCloudWatchAgent\\amazon-cloudwatch-agent-ctl.ps1'",
    "Invoke-Tool 'powershell.exe' @('-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-File', $ctl, '-Action', $action, "
      + `'-Mode', '${place.localMode ? 'onPremise' : 'ec2'}', '-ConfigLocation', ('file:' + $settings), '-Start') | ForEach-Object { Write-Log $_ }`,
    '$environment = @()',
  ],

  /** The MSI registers the service and does not start it. Source: tools/packaging/windows of aws-observability/aws-otel-collector. */
  'otel-collector': (configuration, installation) => [
    'Install-Msi $file',
    writeFile("(Join-Path $env:ProgramFiles 'Amazon\\AWSOTelCollector\\config.yaml')", configuration),
    ...credentials(installation),
  ],
};

function writeFile(path: string, base64: string): string {
  return `[IO.File]::WriteAllBytes(${path}, [Convert]::FromBase64String('${base64}'))`;
}

function credentials({ awsConfig }: Installation): string[] {
  return awsConfig === undefined ? ['$environment = @()'] : [
    writeFile("(Join-Path $folder 'aws-config')", toBase64(awsConfig)),
    "$environment = @(('AWS_CONFIG_FILE=' + (Join-Path $folder 'aws-config')), 'AWS_SDK_LOAD_CONFIG=1')",
  ];
}

/** As on Linux: the Systems Manager agent keeps the default profile of LocalSystem up to date. */
const COMMON_CONFIG = [
  "$common = Join-Path $data 'common-config.toml'",
  "if (-not (Select-String -LiteralPath $common -Pattern '^\\s*\\[credentials\\]' -Quiet -ErrorAction SilentlyContinue)) {",
  "  $shared = Join-Path $env:SystemRoot 'System32\\config\\systemprofile\\.aws\\credentials'",
  "  $lines = @('', '[credentials]', 'shared_credential_profile = \"default\"', (\"shared_credential_file = '\" + $shared + \"'\"))",
  '  [IO.File]::AppendAllLines($common, [string[]] $lines)',
  '}',
];
