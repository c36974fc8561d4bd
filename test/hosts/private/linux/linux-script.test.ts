import { CfnParameter, Size } from 'aws-cdk-lib';
import { deployed, render } from './rendering';
import { TraceCollector } from '../../../../src/collectors/trace-collector';
import { OPENTELEMETRY_COLLECTOR_VERSION } from '../../../../src/collectors/versions';
import { linuxScript } from '../../../../src/hosts/private/linux/linux-script';
import { newStack } from '../../../fixtures';

const MIRROR = { baseUrl: 'https://mirror.example.com/xray', keyFingerprint: 'aaaa bbbb cccc dddd eeee ffff 0000 1111 2222 3333' };
const SIGNAL = { stack: 'Stack', logicalId: 'Group', region: 'eu-central-1' };
const agent = TraceCollector.cloudWatchAgent();
const openTelemetry = TraceCollector.openTelemetry();

function lines(script: string): string[] {
  return script.split('\n').map((line) => line.trim());
}

describe('the script for Linux', () => {
  test('is one for bash, and runs to its own end', () => {
    const script = render();

    expect(script).toMatch(/^#!\/bin\/bash\n/);
    expect(script).toMatch(/\nexit "\$outcome"\n$/);
  });

  test('leaves room in the 16 KB of user data', () => {
    expect(render().length).toBeLessThan(7.5 * 1024);
    expect(render({ collector: agent }).length).toBeLessThan(7.5 * 1024);
    expect(render({ collector: openTelemetry }).length).toBeLessThan(9.5 * 1024);
  });

  test('fails only when the collector is required', () => {
    expect(lines(render())).toContain('outcome=0');
    expect(lines(render()).filter((line) => line === 'outcome=0')).toHaveLength(2);
    expect(lines(render({ required: true })).filter((line) => line === 'outcome=0')).toHaveLength(1);
  });

  test('takes AWS\'s files of the Region, or of another one in the partition, by the key of AWS', () => {
    const script = lines(render());

    expect(script).toContain('bases=("https://s3.$region.$suffix/aws-xray-assets.$region" "https://s3.$near.$suffix/aws-xray-assets.$near")');
    expect(script).toContain('region=\'eu-central-1\'');
    expect(script).toContain('suffix=\'amazonaws.com\'');
    expect(script).toContain('fingerprint=\'EA6D9271FBF36990277F4B877BFE036BFE6157D3\'');
  });

  test('takes everything from a mirror, by its key', () => {
    const script = render({ mirror: MIRROR });

    expect(lines(script)).toContain('mirror=\'https://mirror.example.com/xray\'');
    expect(lines(script)).toContain('fingerprint=\'AAAABBBBCCCCDDDDEEEEFFFF0000111122223333\'');
    expect(script).not.toMatch(/amazonaws|s3\./);
  });

  test('expects AWS\'s key where the mirror has no other', () => {
    expect(lines(render({ mirror: { baseUrl: MIRROR.baseUrl } }))).toContain('fingerprint=\'EA6D9271FBF36990277F4B877BFE036BFE6157D3\'');
    expect(lines(render({ mirror: { baseUrl: MIRROR.baseUrl }, collector: agent }))).toContain('fingerprint=\'937616F3450B7D806CBD9725D58167303B789C72\'');
  });

  test('refuses a mirror of the OpenTelemetry collector that serves the key, too', () => {
    const stack = newStack();

    expect(() => render({ mirror: { baseUrl: MIRROR.baseUrl }, collector: openTelemetry }, stack))
      .toThrow(/^\[Stack\] mirror\.keyFingerprint must be given for the OpenTelemetry collector, got none/);
    expect(() => render({ mirror: MIRROR, collector: openTelemetry }, stack)).not.toThrow();
  });

  test('uses the collector\'s own Region where it has one', () => {
    expect(lines(render({ collector: TraceCollector.xrayDaemon({ region: 'us-west-2' }) }))).toContain('region=\'us-west-2\'');
  });

  test('keeps the Region and the URL suffix of the stack readable', () => {
    const stack = newStack();
    const place = { listen: '127.0.0.1', region: stack.region, localMode: false };

    const script = lines(render({ place, urlSuffix: stack.urlSuffix }, stack));

    expect(script).toContain('region=\'eu-west-1\'');
    expect(script).toContain('suffix=\'amazonaws.com\'');
  });

  test('hides what else is known at deployment only from the shell', () => {
    const stack = newStack();
    const { valueAsString } = new CfnParameter(stack, 'Parameter');
    const memory = new CfnParameter(stack, 'Memory', { type: 'Number' }).valueAsNumber;

    const script = linuxScript(stack, {
      collector: TraceCollector.xrayDaemon({ endpoint: valueAsString, bufferMemory: Size.mebibytes(memory) }),
      place: { listen: '127.0.0.1', region: valueAsString, localMode: false },
      urlSuffix: valueAsString,
      awsConfig: valueAsString,
      mirror: { baseUrl: valueAsString, keyFingerprint: valueAsString },
      signal: { stack: valueAsString, logicalId: valueAsString, region: valueAsString },
    });

    const deployedScript = deployed(stack.resolve(script), { Parameter: '~~value~~', Memory: '4711' });
    expect(deployedScript).not.toMatch(/~~value~~|4711/);
    expect(Buffer.from(/configuration" <<<'(.*)'/.exec(deployedScript)?.[1] ?? '', 'base64').toString())
      .toMatch(/^TotalBufferSizeMB: 4711\n(.*\n)*Endpoint: "~~value~~"$/m);
  });

  test('goes out by the proxy of the collector, but asks a mirror as the machine does', () => {
    const collector = TraceCollector.cloudWatchAgent({ proxy: 'http://proxy.example.com:3128' });

    expect(lines(render({ collector }))).toContain('http_proxy=\'http://proxy.example.com:3128\'');
    expect(render({ collector, mirror: MIRROR })).not.toContain('http_proxy');
    expect(render({ collector: agent })).not.toContain('http_proxy');
  });

  test('signals the outcome only when it is asked to', () => {
    expect(render({ signal: SIGNAL })).toContain('--stack \'Stack\' --resource \'Group\'');
    expect(render()).not.toContain('cfn-signal');
  });

  test('asks for no credentials\' file of its own unless there is one', () => {
    expect(render({ awsConfig: '[default]\n' })).toContain('Environment=AWS_CONFIG_FILE=/etc/cdk-xray/aws-config');
    expect(render()).not.toContain('aws-config');
  });

  test('has the daemon start at every boot, again after a failure, and with what it needs only', () => {
    const script = lines(render());

    expect(script).toEqual(expect.arrayContaining([
      'WantedBy=multi-user.target', 'Restart=always', 'RestartSec=5', 'User=xray', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'PrivateTmp=yes', 'ProtectHome=yes',
      'Environment=AWS_REGION=$region', 'After=network-online.target', 'Wants=network-online.target',
    ]));
  });

  test('lets a program that gets credentials read a home and use a device', () => {
    const script = lines(render({ awsConfig: '[default]\n' }));

    expect(script).toContain('ProtectHome=read-only');
    expect(script).not.toContain('PrivateDevices=yes');
  });

  test('takes the version of the OpenTelemetry collector that the image has, too', () => {
    expect(render({ collector: openTelemetry })).toContain(`fetch aws-otel-collector.gpg "$folder/${OPENTELEMETRY_COLLECTOR_VERSION}/$package"`);
  });

  test('has the agent outside of EC2 not ask for an instance', () => {
    const place = { listen: '127.0.0.1', region: 'eu-central-1', localMode: true };

    expect(render({ collector: agent, place })).toContain('-m onPremise ');
    expect(render({ collector: agent })).toContain('-m ec2 ');
  });
});
