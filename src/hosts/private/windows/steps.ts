import { CollectorKind, OTLP_GRPC_PORT, OTLP_HTTP_PORT, XRAY_PORT } from '../../../collectors/private/collector-facts';
import { Installation } from '../installation';
import { powershellList, toBase64 } from './powershell';

/** The services, as the X-Ray developer guide and the MSIs call them. */
export const SERVICES: Record<CollectorKind, string> = {
  'xray-daemon': 'AWSXRayDaemon',
  'cloudwatch-agent': 'AmazonCloudWatchAgent',
  'otel-collector': 'AWSOTelCollector',
};

/** From the verified `$file` to the running `$service`. */
export function steps(kind: CollectorKind, installation: Installation): string[] {
  const configuration = toBase64(installation.collector._file(installation.place).text);
  const tcp = kind === 'xray-daemon' ? [XRAY_PORT] : [XRAY_PORT, OTLP_GRPC_PORT, OTLP_HTTP_PORT];
  return [
    ...needFiles(installation),
    `Stop-Collector $service @(${tcp.join(', ')})`,
    ...STEPS[kind](configuration, installation),
    'Start-Collector $service $environment',
    ...firewall(installation, tcp),
  ];
}

function needFiles({ windowsFiles }: Installation): string[] {
  return windowsFiles === undefined ? [] : [
    `foreach ($needed in ${powershellList(windowsFiles)}) {`,
    "  if (-not (Test-Path -LiteralPath $needed)) { throw ($needed + ' is missing: put it there, and run this again') }",
    '}',
  ];
}

/** Windows lets nobody in by itself. The rules of an earlier run go first, so that there are those that are needed now and no others. */
function firewall({ place }: Installation, tcp: readonly number[]): string[] {
  const allow = (protocol: string, ports: readonly number[]): string =>
    `New-NetFirewallRule -Group 'cdk-xray' -DisplayName 'Collector of traces (${protocol})' -Direction Inbound -Action Allow -Protocol ${protocol} `
    + `-LocalPort ${ports.join(', ')} | Out-Null`;
  return [
    "Get-NetFirewallRule -Group 'cdk-xray' -ErrorAction SilentlyContinue | Remove-NetFirewallRule",
    ...place.listen === '127.0.0.1' ? [] : [allow('UDP', [XRAY_PORT]), allow('TCP', tcp)],
  ];
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
    "$others += @(Get-Item -LiteralPath (Join-Path $data 'amazon-cloudwatch-agent.json') -ErrorAction SilentlyContinue)",
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
