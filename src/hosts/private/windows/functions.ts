/**
 * What every installation on Windows needs, for Windows PowerShell 4 and later. `$folder`, `$work`, `$log`, `$proxy` and `$deadline` are set before.
 * No file is written that others than administrators may change: the collector runs as LocalSystem, as AWS's own installations do.
 */
export const FUNCTIONS = `
  function Write-Log([string] $text) {
    $line = (Get-Date).ToUniversalTime().ToString('u') + ' ' + $text
    Write-Host $line
    Add-Content -LiteralPath $log -Value $line -ErrorAction SilentlyContinue
  }

  function Invoke-Tool([string] $file, [string[]] $arguments) {
    $ErrorActionPreference = 'Continue'
    $output = @(& $file @arguments 2>&1 | ForEach-Object { [string] $_ })
    if ($LASTEXITCODE -ne 0) {
      throw ((Split-Path $file -Leaf) + ' failed with ' + $LASTEXITCODE + ': ' + ($output -join ' '))
    }
    return $output
  }

  function Save-File([string[]] $urls, [string] $path) {
    for ($round = 1; $round -le 5; $round++) {
      foreach ($url in $urls) {
        $left = ($deadline - (Get-Date)).TotalSeconds
        if ($left -le 1) { throw 'the time for downloads is over' }
        $handler = New-Object System.Net.Http.HttpClientHandler
        if ($proxy) { $handler.Proxy = New-Object System.Net.WebProxy($proxy) }
        $client = New-Object System.Net.Http.HttpClient($handler)
        try {
          $client.Timeout = [TimeSpan]::FromSeconds([Math]::Min(120, $left))
          [IO.File]::WriteAllBytes($path, $client.GetByteArrayAsync($url).GetAwaiter().GetResult())
          Write-Log ('downloaded ' + $url)
          return
        } catch {
          Write-Log ('could not download ' + $url + ': ' + $_.Exception.GetBaseException().Message)
        } finally {
          $client.Dispose()
        }
      }
      Start-Sleep -Seconds (2 * $round)
    }
    throw ('could not download ' + $urls[0])
  }

  function Confirm-Signature([string] $path, [string[]] $urls, [string[]] $keys, [string] $fingerprint, [bool] $must) {
    $gpg = Get-Command gpg.exe -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $gpg -and ($must -or $urls[0] -notlike 'https://*')) {
      throw 'the signature must be verified, and there is no gpg.exe: install GnuPG'
    }
    if (-not $gpg) {
      Write-Log 'signature NOT verified, for there is no gpg.exe: only TLS vouches for this file'
      return
    }
    $fingerprint = ($fingerprint -replace '\\s', '').ToUpperInvariant()
    $ring = Join-Path $work 'keys'
    New-Item -ItemType Directory -Path $ring | Out-Null
    Save-File ($urls | ForEach-Object { $_ + '.sig' }) ($path + '.sig')
    Save-File $keys (Join-Path $work 'key.gpg')
    Invoke-Tool $gpg.Path @('--homedir', $ring, '--batch', '--import', (Join-Path $work 'key.gpg')) | Out-Null
    $status = Invoke-Tool $gpg.Path @('--homedir', $ring, '--batch', '--status-fd', '1', '--verify', ($path + '.sig'), $path)
    if (-not ($status -match '^\\[GNUPG:\\] GOODSIG ') -or -not ($status -match ('^\\[GNUPG:\\] VALIDSIG .* ' + [regex]::Escape($fingerprint) + '$'))) {
      throw ('not signed by the key ' + $fingerprint)
    }
    Write-Log ('signature verified, key ' + $fingerprint)
  }

  function Get-Listener([int[]] $ports) {
    foreach ($port in $ports) {
      Get-NetUDPEndpoint -LocalPort $port -ErrorAction SilentlyContinue
      Get-NetTCPConnection -LocalPort $port -State Listen -ErrorAction SilentlyContinue
    }
  }

  function Assert-Free([int[]] $ports) {
    $listener = Get-Listener $ports | Select-Object -First 1
    if ($listener) {
      $process = Get-Process -Id $listener.OwningProcess
      throw ('port ' + $listener.LocalPort + ' is in use by ' + $process.ProcessName + ': remove it, for there can be one collector on a host')
    }
  }

  function Stop-Collector([string] $service, [int[]] $ports) {
    $record = Join-Path $folder 'service.txt'
    $before = Get-Content -LiteralPath $record -ErrorAction SilentlyContinue
    $configuration = Join-Path $env:ProgramFiles 'Amazon\\AWSOTelCollector\\config.yaml'
    if ($service -eq 'AWSOTelCollector' -and $before -ne $service -and (Test-Path -LiteralPath $configuration)) {
      throw ($configuration + ' is not from here: move it away, or leave ' + $service + ' as the one collector of this machine')
    }
    $names = @($before, $service) | Where-Object { $_ -and ($_ -eq $service -or $_ -ne 'AmazonCloudWatchAgent') } | Select-Object -Unique
    $givingWay = @($names | ForEach-Object { Get-Service -Name $_ -ErrorAction SilentlyContinue })
    $others = $ports
    foreach ($one in $givingWay) {
      if ($one.Status -eq 'Running') { $others = @($others | Where-Object { $one.Name -eq 'AWSXRayDaemon' -and $_ -ne 2000 }) }
    }
    Assert-Free $others
    foreach ($one in $givingWay) {
      if ($one.Name -eq $service) { continue }
      Write-Log ('stopping and disabling ' + $one.Name + ': it is replaced')
      Stop-Service -Name $one.Name -Force
      Set-Service -Name $one.Name -StartupType Disabled
      if ($one.Name -eq 'AWSOTelCollector') { Remove-Item -LiteralPath $configuration -Force }
    }
    Set-Content -LiteralPath $record -Value $service
    if (Get-Service -Name $service -ErrorAction SilentlyContinue) { Stop-Service -Name $service -Force }
    for ($second = 0; $second -lt 10 -and (Get-Listener $ports); $second++) { Start-Sleep -Seconds 1 }
    Assert-Free $ports
  }

  function Start-Collector([string] $service, [string[]] $environment) {
    if ($environment) {
      $key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\' + $service
      New-ItemProperty -Path $key -Name Environment -PropertyType MultiString -Value $environment -Force | Out-Null
    }
    Set-Service -Name $service -StartupType Automatic
    Invoke-Tool 'sc.exe' @('failure', $service, 'reset=', '86400', 'actions=', 'restart/5000/restart/5000/restart/60000') | Out-Null
    Invoke-Tool 'sc.exe' @('failureflag', $service, '1') | Out-Null
    Start-Service -Name $service
    Start-Sleep -Seconds 5
    if ((Get-Service -Name $service).Status -ne 'Running') { throw ($service + ' was started and does not stay up') }
    Write-Log ($service + ' runs')
  }
`;

/** For what is installed by an MSI. */
export const INSTALL_MSI = `
  function Install-Msi([string] $path) {
    $arguments = '/i "' + $path + '" /qn /norestart /l*v "' + (Join-Path $folder 'msi.log') + '"'
    $process = Start-Process -FilePath msiexec.exe -ArgumentList $arguments -PassThru
    $handle = $process.Handle
    if (-not $process.WaitForExit(300000)) { throw 'msiexec did not end within 5 minutes' }
    if (@(0, 1638, 3010) -notcontains $process.ExitCode) { throw ('msiexec failed with ' + $process.ExitCode + ', see msi.log') }
  }
`;
