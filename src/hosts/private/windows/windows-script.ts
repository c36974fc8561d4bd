import { IConstruct } from 'constructs';
import { checkInstallation } from '../check-installation';
import { Installation, InstallationSignal } from '../installation';
import { FUNCTIONS, INSTALL_MSI } from './functions';
import { powershellQuote } from './powershell';
import { download } from './sources';
import { SERVICES, steps } from './steps';

/**
 * The script that installs a collector on Windows Server, for PowerShell run by an administrator or LocalSystem. It is plain ASCII, can run again
 * without harm, and leaves nothing behind in the scope of the script that it is part of.
 */
export function windowsScript(scope: IConstruct, installation: Installation): string {
  checkInstallation(scope, installation);
  const { collector, place, urlSuffix, mirror, signal, required } = installation;
  const { kind, title, region, proxy } = collector._facts();
  return [
    `# Installs the ${title}. The log is install.log in the folder Amazon\\XRay of the program files.`,
    '& {',
    ...indent([
      "$ErrorActionPreference = 'Stop'",
      '$failed = $false',
      `$service = '${SERVICES[kind]}'`,
      "$folder = Join-Path $env:ProgramFiles 'Amazon\\XRay'",
      "$log = Join-Path $folder 'install.log'",
      "$work = Join-Path $folder ('install-' + [Guid]::NewGuid())",
      `$proxy = ${powershellQuote(mirror === undefined ? proxy ?? '' : '')}`,
      '$deadline = (Get-Date).AddMinutes(6)',
    ]),
    FUNCTIONS,
    ...kind === 'xray-daemon' ? [] : [INSTALL_MSI],
    ...indent([
      'try {',
      ...indent([
        'New-Item -ItemType Directory -Force -Path $folder, $work | Out-Null',
        `Write-Log 'installing the ${title}'`,
        "Add-Type -AssemblyName 'System.Net.Http'",
        '[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12',
        ...download(kind, region ?? place.region, urlSuffix, mirror),
        ...steps(kind, installation),
        `Write-Log 'installed the ${title}'`,
      ]),
      '} catch {',
      '  $failed = $true',
      `  Write-Log ('could not install the ${title}: ' + $_.Exception.Message)`,
      "  $record = Get-Content -LiteralPath (Join-Path $folder 'service.txt') -ErrorAction SilentlyContinue",
      '  if ($record -eq $service) { Start-Service -Name $service -ErrorAction SilentlyContinue }',
      '} finally {',
      '  Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue',
      '}',
      ...signal ? tell(signal, required) : [],
      ...required ? ["if ($failed) { throw 'cdk-xray: the collector is not installed' }"] : [],
    ]),
    '}',
    '',
  ].join('\n');
}

function tell({ stack, logicalId, region }: InstallationSignal, required: boolean | undefined): string[] {
  return [
    'try {',
    `  $outcome = ${required ? "if ($failed) { '1' } else { '0' }" : "'0'"}`,
    "  Invoke-Tool (Join-Path $env:ProgramFiles 'Amazon\\cfn-bootstrap\\cfn-signal.exe') "
      + `@('--exit-code', $outcome, '--stack', ${powershellQuote(stack)}, '--resource', ${powershellQuote(logicalId)}, '--region', ${powershellQuote(region)}) | Out-Null`,
    '} catch {',
    "  Write-Log ('could not signal CloudFormation: ' + $_.Exception.Message)",
    '}',
  ];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
