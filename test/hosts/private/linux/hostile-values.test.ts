import { execFileSync } from 'child_process';
import { CfnParameter } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { CANARY, hostileText } from './hostile';
import { deployed, render } from './rendering';
import { Outcome, Sandbox } from './sandbox';
import { TraceCollector } from '../../../../src/collectors/trace-collector';
import { linuxScript } from '../../../../src/hosts/private/linux/linux-script';
import { newStack } from '../../../fixtures';

const KEY = 'A'.repeat(40);
const PLACE = { listen: '127.0.0.1', region: 'eu-central-1', localMode: false };
const RUNS = { numRuns: 8 };
const PATIENCE = 120_000;

/** A machine where every download and every signature is right. */
function easyMachine(): Sandbox {
  const sandbox = new Sandbox();
  sandbox.stub('curl', 'while [ "$1" != -o ]; do shift; done; echo downloaded >"$2"');
  sandbox.stub('gpg', `echo '[GNUPG:] GOODSIG 1 x'; echo '[GNUPG:] VALIDSIG 1 ${KEY}'`);
  sandbox.stub('python3', 'echo program >"${!#}/xray"');
  sandbox.stub('cfn-signal', '');
  return sandbox;
}

async function onMachine(script: string, look: (sandbox: Sandbox, outcome: Outcome) => void): Promise<void> {
  const sandbox = easyMachine();
  try {
    const outcome = await sandbox.run(script);
    expect(sandbox.has(CANARY)).toBe(false);
    look(sandbox, outcome);
  } finally {
    sandbox.remove();
  }
}

/** The words of a call that a stub has noted. */
function words(call: string): string[] {
  return execFileSync('bash', ['--norc', '-c', `printf '%s\\0' ${call}`]).toString().split('\0').slice(0, -1);
}

describe('a script with hostile values', () => {
  test('hands the mirror\'s URL to the download as it is', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async (baseUrl) => {
      await onMachine(render({ required: true, mirror: { baseUrl, keyFingerprint: KEY } }), (sandbox, { code }) => {
        expect(code).toBe(0);
        expect(words(sandbox.calls('curl')[0]).pop()).toBe(`${baseUrl}/xray-daemon/aws-xray.gpg`);
      });
    }), RUNS);
  }, PATIENCE);

  test('hands the stack, the resource and the Region to the signal as they are', async () => {
    await fc.assert(fc.asyncProperty(hostileText, hostileText, hostileText, async (stack, logicalId, region) => {
      const script = render({ signal: { stack, logicalId, region }, mirror: { baseUrl: 'https://mirror.example.com', keyFingerprint: KEY } });
      await onMachine(script, (sandbox) => {
        expect(words(sandbox.calls('cfn-signal')[0])).toEqual(['cfn-signal', '--exit-code', '0', '--stack', stack, '--resource', logicalId, '--region', region]);
      });
    }), RUNS);
  }, PATIENCE);

  test('writes the credentials\' configuration as it is', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async (awsConfig) => {
      await onMachine(render({ required: true, awsConfig, mirror: { baseUrl: 'https://mirror.example.com', keyFingerprint: KEY } }), (sandbox) => {
        expect(sandbox.read('etc/cdk-xray/aws-config').replace(/\n$/, '')).toBe(awsConfig.replace(/\n$/, ''));
      });
    }), RUNS);
  }, PATIENCE);

  test('writes the collector\'s configuration as the library renders it', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async (name) => {
      const role = Role.fromRoleArn(newStack(), 'Role', `arn:aws:iam::111122223333:role/${name.replace(/\//g, '')}`);
      const collector = TraceCollector.xrayDaemon({ role });
      await onMachine(render({ required: true, collector, mirror: { baseUrl: 'https://mirror.example.com', keyFingerprint: KEY } }), (sandbox, { code }) => {
        expect(code).toBe(0);
        expect(sandbox.read('etc/cdk-xray/cfg.yaml')).toBe(collector._file(PLACE).text);
      });
    }), RUNS);
  }, PATIENCE);

  test('takes nothing for a Region that is none', async () => {
    await fc.assert(fc.asyncProperty(hostileText.filter((text) => !/^[a-z0-9-]+$/.test(text)), async (region) => {
      await onMachine(render({ required: true, place: { ...PLACE, region } }), (sandbox, { code, output }) => {
        expect(code).toBe(1);
        expect(output).toContain('not a Region');
        expect(sandbox.calls('curl')).toEqual([]);
      });
    }), RUNS);
  }, PATIENCE);

  test('takes no signature for valid when the fingerprint is none', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async (keyFingerprint) => {
      await onMachine(render({ required: true, mirror: { baseUrl: 'https://mirror.example.com', keyFingerprint } }), (sandbox, { code }) => {
        expect(code).toBe(1);
        expect(sandbox.has('opt/cdk-xray')).toBe(false);
      });
    }), RUNS);
  }, PATIENCE);

  test('has every program go out by the proxy, and none by it to the machine\'s metadata', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async (text) => {
      const stack = newStack();
      const proxy = new CfnParameter(stack, 'Proxy').valueAsString;
      const signal = { stack: 'Stack', logicalId: 'Group', region: 'eu-central-1' };
      const script = linuxScript(stack, { collector: TraceCollector.xrayDaemon({ proxy }), place: PLACE, urlSuffix: 'amazonaws.com', signal });
      const sandbox = easyMachine();
      const note = 'printf \'%s\\0\' "$http_proxy" "$https_proxy" "$HTTPS_PROXY" "$no_proxy" "$NO_PROXY" >"$STATE/$(basename "$0")"';
      sandbox.stub('curl', `${note}; exit 1`);
      sandbox.stub('cfn-signal', note);
      const kept = text.replace(/\n+$/, '');

      await sandbox.run(deployed(stack.resolve(script), { Proxy: text }), { no_proxy: 'intranet' });

      expect(sandbox.has(CANARY)).toBe(false);
      for (const program of ['curl', 'cfn-signal']) {
        expect(sandbox.read(`state/${program}`).split('\0')).toEqual([kept, kept, kept, 'intranet,169.254.169.254', 'intranet,169.254.169.254', '']);
      }
      sandbox.remove();
    }), RUNS);
  }, PATIENCE);

  test('keeps what a parameter becomes when the stack is deployed', async () => {
    await fc.assert(fc.asyncProperty(hostileText, async (text) => {
      const stack = newStack();
      const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
      const script = linuxScript(stack, {
        collector: TraceCollector.xrayDaemon({ endpoint: parameter, proxy: parameter, resourceArn: parameter }),
        place: PLACE,
        urlSuffix: 'amazonaws.com',
        awsConfig: parameter,
        mirror: { baseUrl: parameter, keyFingerprint: KEY },
        signal: { stack: parameter, logicalId: 'Group', region: 'eu-central-1' },
      });
      const kept = text.replace(/\n+$/, '');
      await onMachine(deployed(stack.resolve(script), { Parameter: text }), (sandbox) => {
        expect(sandbox.read('etc/cdk-xray/aws-config')).toBe(text);
        expect(words(sandbox.calls('curl')[0]).pop()).toBe(`${kept}/xray-daemon/aws-xray.gpg`);
        expect(words(sandbox.calls('cfn-signal')[0])[4]).toBe(kept);
        expect(parse(sandbox.read('etc/cdk-xray/cfg.yaml'))).toMatchObject({ Endpoint: text, ProxyAddress: text, ResourceARN: text });
      });
    }), RUNS);
  }, PATIENCE);
});
