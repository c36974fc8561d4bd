import { Aws, CfnParameter, Size } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { filesOf, withoutLiterals } from './read-powershell';
import { TraceCollector } from '../../../../src/collectors/trace-collector';
import { Installation } from '../../../../src/hosts/private/installation';
import { windowsScript } from '../../../../src/hosts/private/windows/windows-script';
import { newStack } from '../../../fixtures';

const COLLECTORS: Record<string, TraceCollector> = {
  'X-Ray daemon': TraceCollector.xrayDaemon(),
  'CloudWatch agent': TraceCollector.cloudWatchAgent(),
  'OpenTelemetry collector': TraceCollector.openTelemetry(),
};
const SERVICES = [['X-Ray daemon', 'AWSXRayDaemon'], ['CloudWatch agent', 'AmazonCloudWatchAgent'], ['OpenTelemetry collector', 'AWSOTelCollector']];
const TITLES = Object.keys(COLLECTORS);
const FINGERPRINT = 'EA6D 9271 FBF3 6990 277F 4B87 7BFE 036B FE61 57D3';

function render(props: Partial<Installation> = {}): string {
  return windowsScript(newStack(), {
    collector: COLLECTORS['X-Ray daemon'],
    place: { listen: '127.0.0.1', region: 'eu-central-1', localMode: false },
    urlSuffix: 'amazonaws.com',
    ...props,
  });
}

/** Whether the parts stand in the script in this order. */
function expectOrder(script: string, ...parts: string[]): void {
  const places = parts.map((part) => script.lastIndexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
}

describe('windowsScript', () => {
  describe.each(SERVICES)('of the %s', (title, service) => {
    const collector = COLLECTORS[title];

    test('downloads, verifies, configures and only then starts the service', () => {
      expectOrder(render({ collector }), 'Save-File $urls $file', 'Stop-Collector $service', 'WriteAllBytes', 'Start-Collector $service');
      expect(render({ collector })).toContain(`$service = '${service}'`);
    });

    test('starts the service at boot, again when it fails, and looks whether it stays up', () => {
      const script = render({ collector });

      expect(script).toContain('Set-Service -Name $service -StartupType Automatic');
      expect(script).toContain("@('failure', $service, 'reset=', '86400', 'actions=', 'restart/5000/restart/5000/restart/60000')");
      expect(script).toContain("throw ($service + ' was started and does not stay up')");
    });

    test('has the configuration of the collector in it', () => {
      const place = { listen: '127.0.0.1', region: 'eu-central-1', localMode: false };

      expect(filesOf(render({ collector, place }))).toEqual([collector._file(place).text]);
    });

    test('is plain ASCII and small enough for user data', () => {
      const script = render({ collector });

      expect(script).toMatch(/^[\x20-\x7e\n]*$/);
      expect(Buffer.byteLength(script)).toBeLessThan(12 * 1024);
    });

    test('ends well when the installation fails, unless it is required', () => {
      expect(render({ collector })).not.toContain('throw \'cdk-xray');
      expect(render({ collector, required: true }).trimEnd()).toMatch(/ {2}if \(\$failed\) \{ throw 'cdk-xray: the collector is not installed' \}\n\}$/);
    });

    test('puts back in service what it stopped when it fails, and nothing that it left alone', () => {
      expectOrder(render({ collector }), '} catch {\n    $failed = $true', 'if ($record -eq $service) { Start-Service -Name $service', '} finally {\n    Remove-Item');
    });

    test('stops nothing before it knows that there is room', () => {
      expectOrder(render({ collector }), 'Assert-Free $others', 'Stop-Service -Name $one.Name -Force', 'Set-Content -LiteralPath $record', 'Stop-Service -Name $service -Force', 'Assert-Free $ports');
      expect(render({ collector })).toContain(title === 'X-Ray daemon' ? 'Stop-Collector $service @(2000)' : 'Stop-Collector $service @(2000, 4317, 4318)');
    });

    test('lets others in by the firewall where they have to reach it, at its ports only', () => {
      const reached = render({ collector, place: { listen: '0.0.0.0', region: 'eu-central-1', localMode: false } });
      const rules = (script: string): string[] => script.split('\n').filter((line) => line.includes('NetFirewallRule')).map((line) => line.trim());
      const forget = "Get-NetFirewallRule -Group 'cdk-xray' -ErrorAction SilentlyContinue | Remove-NetFirewallRule";
      const allow = (protocol: string, ports: string): string =>
        `New-NetFirewallRule -Group 'cdk-xray' -DisplayName 'Collector of traces (${protocol})' -Direction Inbound -Action Allow -Protocol ${protocol} -LocalPort ${ports} | Out-Null`;

      expect(rules(reached)).toEqual([forget, allow('UDP', '2000'), allow('TCP', title === 'X-Ray daemon' ? '2000' : '2000, 4317, 4318')]);
      expect(rules(render({ collector }))).toEqual([forget]);
    });
  });

  test('gets the daemon from the bucket of the Region, or one in the partition', () => {
    const script = render();

    expect(script).toContain("$region = 'eu-central-1'");
    expect(script).toContain("if ($region -like 'cn-*') { 'cn-north-1' } elseif ($region -like 'us-gov-*') { 'us-gov-west-1' } else { 'us-east-2' }");
    expect(script).toContain("'https://s3.' + $_ + '.' + $suffix + '/aws-xray-assets.' + $_");
  });

  test('asks no bucket that AWS does not own', () => {
    const known = /\$known = '([^']*)' -split/.exec(render())?.[1].split(' ');

    expect(known).toContain('eu-central-1');
    expect(known).not.toContain('me-south-1');
    expect(known).not.toContain('ap-southeast-7');
  });

  test('takes the Region of the collector over that of the place', () => {
    expect(render({ collector: TraceCollector.xrayDaemon({ region: 'eu-west-1' }) })).toContain("$region = 'eu-west-1'");
  });

  test('verifies the daemon by AWS\'s key where the machine can', () => {
    expect(render()).toContain("Confirm-Signature $file $urls $keys 'EA6D9271FBF36990277F4B877BFE036BFE6157D3' $false");
  });

  test('stops another collector that it had put there before, but never the CloudWatch agent', () => {
    expect(render()).toContain("$names = @($before, $service) | Where-Object { $_ -and ($_ -eq $service -or $_ -ne 'AmazonCloudWatchAgent') }");
  });

  test('leaves an OpenTelemetry collector of the user\'s own alone, and takes the configuration from here away with its collector', () => {
    const script = render({ collector: COLLECTORS['OpenTelemetry collector'] });

    expectOrder(script, "if ($service -eq 'AWSOTelCollector' -and $before -ne $service -and (Test-Path -LiteralPath $configuration)) {", 'Assert-Free $others', 'Install-Msi $file');
    expect(script).toContain("if ($one.Name -eq 'AWSOTelCollector') { Remove-Item -LiteralPath $configuration -Force }");
  });

  test('takes only a good signature, by the key itself or one below it', () => {
    expect(render()).toContain("-not ($status -match '^\\[GNUPG:\\] GOODSIG ') -or -not ($status -match ('^\\[GNUPG:\\] VALIDSIG .* ' + [regex]::Escape($fingerprint) + '$'))");
  });

  test('downloads by the proxy of the collector, but asks a mirror as the machine does', () => {
    const collector = TraceCollector.cloudWatchAgent({ proxy: 'http://proxy.example.com:3128' });

    expect(render({ collector })).toContain("$proxy = 'http://proxy.example.com:3128'\n");
    expect(render({ collector, mirror: { baseUrl: 'https://mirror.example.com/xray' } })).toContain("$proxy = ''\n");
    expect(render()).toContain("$proxy = ''\n");
  });

  test('takes a proxy that only CloudFormation knows', () => {
    const stack = newStack();
    const proxy = new CfnParameter(stack, 'Proxy').valueAsString;

    expect(JSON.stringify(stack.resolve(render({ collector: TraceCollector.cloudWatchAgent({ proxy }) })))).toContain('{"Fn::Base64":{"Ref":"Proxy"}}');
  });

  test('looks for the files that it gets credentials by before it stops anything', () => {
    const script = render({ awsConfig: '[default]\n', windowsFiles: ['C:\\helper.exe', "D:\\it's"] });

    expectOrder(script, "foreach ($needed in @('C:\\helper.exe', 'D:\\it''s')) {", 'Stop-Collector $service');
    expect(render()).not.toContain('$needed');
  });

  test('has Windows verify the publisher of the CloudWatch agent', () => {
    expect(render({ collector: COLLECTORS['CloudWatch agent'] })).toContain('Get-AuthenticodeSignature -FilePath $file');
  });

  test('says that only TLS vouches for the OpenTelemetry collector, and wants that', () => {
    const script = render({ collector: COLLECTORS['OpenTelemetry collector'] });

    expect(script).toContain("if ($urls[0] -notlike 'https://*') { throw");
    expect(script).toContain('only TLS vouches for it');
  });

  test.each(TITLES)('insists on the signature of a mirror\'s own key: %s', (title) => {
    const script = render({ collector: COLLECTORS[title], mirror: { baseUrl: 'https://mirror.example.com/xray', keyFingerprint: FINGERPRINT } });

    expect(script).toContain("$bases = @('https://mirror.example.com/xray')");
    expect(script).toContain("Confirm-Signature $file $urls $keys 'EA6D9271FBF36990277F4B877BFE036BFE6157D3' $true");
    expect(script).not.toContain('amazonaws.com');
  });

  test('fails on a mirror that is no URL', () => {
    expect(() => render({ mirror: { baseUrl: "https://x/'; exit" } })).toThrow(/mirror.baseUrl must be/);
  });

  test('signals CloudFormation the outcome, which is a failure only where the collector is required', () => {
    const signal = { stack: 'Stack', logicalId: 'Group', region: 'eu-central-1' };

    expect(render({ signal })).toContain("$outcome = '0'");
    expect(render({ signal, required: true })).toContain("$outcome = if ($failed) { '1' } else { '0' }");
    expect(render({ signal })).toContain("'--stack', 'Stack', '--resource', 'Group', '--region', 'eu-central-1'");
    expect(render()).not.toContain('cfn-signal.exe');
  });

  test.each(['X-Ray daemon', 'OpenTelemetry collector'])('gives the service of the %s its own configuration of the SDK', (title) => {
    const script = render({ collector: COLLECTORS[title], awsConfig: '[default]\nregion = eu-central-1\n' });

    expect(filesOf(script)).toContain('[default]\nregion = eu-central-1\n');
    expect(script).toContain("('AWS_CONFIG_FILE=' + (Join-Path $folder 'aws-config'))");
    expect(render({ collector: COLLECTORS[title] })).not.toContain('AWS_CONFIG_FILE');
  });

  test('runs the CloudWatch agent in the mode of its place', () => {
    const collector = COLLECTORS['CloudWatch agent'];
    const outside = render({ collector, place: { listen: '127.0.0.1', region: 'eu-central-1', localMode: true } });

    expect(render({ collector })).toContain("'-Mode', 'ec2'");
    expect(render({ collector })).not.toContain('common-config.toml');
    expect(outside).toContain("'-Mode', 'onPremise'");
    expect(outside).toContain("'shared_credential_profile = \"default\"'");
  });

  test('adds to what the CloudWatch agent collects already', () => {
    const script = render({ collector: COLLECTORS['CloudWatch agent'] });

    expectOrder(script, "(Join-Path $data 'Configs')", "(Join-Path $data 'amazon-cloudwatch-agent.json')", "if ($others) { 'append-config' } else { 'fetch-config' }");
  });

  test('does the same whatever the values are', () => {
    const text = fc.array(fc.oneof(fc.constantFrom("'", '\u2019', '\n', '`', '$(exit)', ';', '"', '%', '{{x}}'), fc.string({ unit: 'grapheme' }))).map((parts) => parts.join(''));
    const benign = withoutLiterals(render({ signal: { stack: 'a', logicalId: 'b', region: 'c' }, awsConfig: 'd' }));

    fc.assert(fc.property(text, text, text, text, text, (stack, logicalId, region, urlSuffix, awsConfig) => {
      const script = render({ signal: { stack, logicalId, region }, urlSuffix, awsConfig, place: { listen: '127.0.0.1', region, localMode: false } });
      expect(withoutLiterals(script)).toBe(benign);
      expect(script).toMatch(/^[\x20-\x7e\n]*$/);
    }));
  });

  test('keeps a hostile mirror data', () => {
    const url = fc.string({ unit: fc.constantFrom(...'!#$%&()*+,-./:;=?@AZ[]_az~') }).map((path) => `https://m/${path.replace(/[?#]/g, '')}`);
    const benign = withoutLiterals(render({ mirror: { baseUrl: 'https://mirror.example.com' } }));

    fc.assert(fc.property(url.filter((baseUrl) => URL.canParse(baseUrl)), (baseUrl) => {
      expect(withoutLiterals(render({ mirror: { baseUrl } }))).toBe(benign);
    }));
  });

  test('keeps a hostile configuration data', () => {
    const configuration = "service:\n  pipelines:\n    traces: { receivers: [\u2018'; exit '] }\n";
    const collector = TraceCollector.openTelemetry({ configuration });

    expect(withoutLiterals(render({ collector }))).toBe(withoutLiterals(render({ collector: COLLECTORS['OpenTelemetry collector'] })));
    expect(filesOf(render({ collector }))).toEqual([configuration]);
  });

  test('leaves tokens to CloudFormation, in base64', () => {
    const script: unknown = newStack().resolve(render({
      collector: TraceCollector.xrayDaemon({ bufferMemory: Size.mebibytes(8) }),
      place: { listen: '127.0.0.1', region: Aws.REGION, localMode: false },
      urlSuffix: Aws.URL_SUFFIX,
    }));
    const encoded = JSON.stringify(script);

    expect(encoded).toContain('{"Fn::Base64":{"Ref":"AWS::Region"}}');
    expect(encoded).toContain('{"Fn::Base64":{"Ref":"AWS::URLSuffix"}}');
    expect(encoded).toMatch(/"Fn::Base64":\{"Fn::Join":\["",\["Version: 2\\nRegion: \\"/);
    expect(encoded.replace(/\{"Fn::Base64":\{"Ref":"AWS::(Region|URLSuffix)"\}\}/g, '').match(/"Ref"/g)).toHaveLength(1);
  });
});
