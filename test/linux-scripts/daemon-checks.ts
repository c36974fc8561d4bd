import { statSync } from 'fs';
import { join } from 'path';
import { Check, equal, holds, match, same } from './checks';
import { identityChecks } from './identity-checks';
import { before, FOLDER, Machine, Making, mode, REQUIRED, SERVICE, ZIP } from './machine';
import { meetingChecks } from './meeting-checks';
import { zip } from './stand-in';
import { CollectorLogLevel } from '../../src/collectors/collector-options';
import { TraceCollector } from '../../src/collectors/trace-collector';
import { which } from '../hosts/private/linux/sandbox';

const OTHER_FINGERPRINT = 'A'.repeat(40);

/** What happens when the script that installs the X-Ray daemon really runs. */
export function daemonChecks(make: () => Machine): Check[] {
  const check = (name: string, run: (machine: Machine) => Promise<void>): Check => ({
    name: `X-Ray daemon: ${name}`,
    run: async () => {
      const machine = make();
      try {
        await run(machine);
      } finally {
        machine.remove();
      }
    },
  });
  return [...installs(check), ...refuses(check), ...meetingChecks(check), ...identityChecks(check)];
}

function installs(check: Making): Check[] {
  return [
    check('a fresh machine gets the program, its configuration and a service that runs at every boot', async (machine) => {
      const { code, output } = await machine.install(REQUIRED);

      equal(code, 0, output);
      holds(machine.runs(SERVICE));
      equal(machine.read('opt/cdk-xray/bin/xray'), '#!/bin/sh\necho stand-in\n');
      equal(mode(machine, 'opt/cdk-xray/bin/xray'), '755');
      equal(machine.read('etc/cdk-xray/cfg.yaml'), TraceCollector.xrayDaemon()._file({ listen: '127.0.0.1', region: 'eu-central-1', localMode: false }).text);
      equal(mode(machine, 'etc/cdk-xray/cfg.yaml'), '640');
      match(machine.read('etc/systemd/system/cdk-xray.service'), /^Environment=AWS_REGION=eu-central-1$/m);
      same(machine.calls('groupadd').concat(machine.calls('useradd')).map((call) => call.split(' ').pop()), ['xray', 'xray']);
      holds(before(machine, 'chown root:xray', 'systemctl restart'), 'the configuration is there before the first start');
    }),
    check('read from standard input by a bash of its own, as user data hands it on, it comes to its end', async (machine) => {
      machine.stub('useradd', 'cat >/dev/null; touch "$STATE/passwd-xray"');
      machine.stub('cfn-signal', 'cat >/dev/null');
      const signal = { stack: 'Stack', logicalId: 'Group', region: 'eu-central-1' };

      const { code, output } = await machine.run(`set -e\nbash -s <<'WHOLE'\n${machine.script({ signal })}WHOLE\necho the user goes on`);

      equal(code, 0, output);
      match(output, /cdk-xray\.service runs\nthe user goes on\n$/);
      equal(machine.calls('cfn-signal').length, 1);
    }),
    check('a second run changes nothing and downloads only the signature', async (machine) => {
      await machine.install(REQUIRED);
      const configured = statSync(join(machine.root, 'etc/cdk-xray/cfg.yaml')).mtimeMs;
      machine.downloads.requests = [];
      machine.drop('state/touched');

      const { code, output } = await machine.install(REQUIRED);

      equal(code, 0, output);
      match(output, /nothing has changed/);
      same(machine.downloads.requests, [`${FOLDER}/${ZIP}.sig`]);
      equal(statSync(join(machine.root, 'etc/cdk-xray/cfg.yaml')).mtimeMs, configured);
      holds(!machine.has('state/touched'), 'the service was left alone');
    }),
    check('a changed configuration is written, and the service restarted once', async (machine) => {
      await machine.install(REQUIRED);

      const { code } = await machine.install({ ...REQUIRED, collector: TraceCollector.xrayDaemon({ logLevel: CollectorLogLevel.DEBUG }) });

      equal(code, 0);
      match(machine.read('etc/cdk-xray/cfg.yaml'), /LogLevel: "debug"/);
      equal(machine.calls('systemctl').filter((call) => call.startsWith('systemctl restart')).length, 1);
    }),
    check('a newer daemon replaces the older one', async (machine) => {
      await machine.install(REQUIRED);
      machine.serveDaemon({}, '#!/bin/sh\necho newer\n');

      equal((await machine.install(REQUIRED)).code, 0);

      equal(machine.read('opt/cdk-xray/bin/xray'), '#!/bin/sh\necho newer\n');
      equal(machine.calls('systemctl').filter((call) => call.startsWith('systemctl restart')).length, 1);
    }),
    check('on arm64, the program for arm64 is taken', async (machine) => {
      machine.downloads.serve(Object.fromEntries(Object.entries(machine.downloads.answers).map(([path, answer]) => [path.replace('linux-3', 'linux-arm64-3'), answer])));

      const { code, output } = await machine.install(REQUIRED, { MACHINE: 'aarch64' });

      equal(code, 0, output);
    }),
    check('unzip does where there is no Python, or Python without its library', async (machine) => {
      machine.tool('unzip');
      for (const arrange of [() => machine.drop('python3'), () => machine.stub('python3', 'exit 1')]) {
        machine.drop('opt/cdk-xray');
        arrange();

        const { code, output } = await machine.install(REQUIRED);

        equal(code, 0, output);
        holds(machine.has('opt/cdk-xray/bin/xray'));
      }
    }),
    check('the credentials of its own are for its user only', async (machine) => {
      const awsConfig = '[default]\ncredential_process = /usr/local/bin/helper "a b"\n';

      equal((await machine.install({ ...REQUIRED, awsConfig })).code, 0);

      equal(machine.read('etc/cdk-xray/aws-config'), awsConfig);
      equal(mode(machine, 'etc/cdk-xray/aws-config'), '640');
      holds(machine.calls('chown').some((call) => call.startsWith('chown root:xray') && call.includes('aws-config')));
      match(machine.read('etc/systemd/system/cdk-xray.service'), /^Environment=AWS_CONFIG_FILE=\S+\/etc\/cdk-xray\/aws-config AWS_SDK_LOAD_CONFIG=1$/m);
    }),
    check('what is missing is installed by the package manager', async (machine) => {
      machine.drop('gpg');
      machine.stub('dnf', `ln -s ${which('gpg')} ${machine.root}/bin/gpg`);

      const { code, output } = await machine.install(REQUIRED);

      equal(code, 0, output);
      same(machine.calls('dnf'), ['dnf -q -y install gnupg2']);
    }),
  ];
}

function refuses(check: Making): Check[] {
  const refusal = (name: string, arrange: (machine: Machine) => void, reason: RegExp, differences = {}, variables = {}): Check =>
    check(`${name}: nothing is installed, and the machine fails only where the daemon is required`, async (machine) => {
      arrange(machine);
      const optional = await machine.install(differences, variables);
      const required = await machine.install({ ...REQUIRED, ...differences }, variables);

      same([optional.code, required.code], [0, 1], optional.output + required.output);
      match(required.output, reason);
      match(machine.log(), reason);
      holds(machine.isUntouched());
    });
  return [
    refusal('a signature of something else', (machine) => machine.serveDaemon({ [`${FOLDER}/${ZIP}.sig`]: machine.signer.signature(Buffer.from('else')) }), /FAILED: the signature/),
    refusal('a signature that is none', (machine) => machine.serveDaemon({ [`${FOLDER}/${ZIP}.sig`]: Buffer.from('none') }), /FAILED: the signature/),
    refusal('an archive that was changed', (machine) => machine.serveDaemon({ [`${FOLDER}/${ZIP}`]: zip({ xray: 'evil' }) }), /FAILED: the signature/),
    refusal('an archive that was cut short', (machine) => {
      const whole = machine.downloads.answers[`${FOLDER}/${ZIP}`];
      machine.serveDaemon({ [`${FOLDER}/${ZIP}`]: Buffer.isBuffer(whole) ? whole.subarray(0, 40) : whole });
    }, /FAILED: the signature/),
    check('a signed archive without a daemon in it: nothing is installed', async (machine) => {
      const archive = zip({ 'cfg.yaml': 'Version: 2\n' });
      machine.tool('unzip');
      machine.serveDaemon({ [`${FOLDER}/${ZIP}`]: archive, [`${FOLDER}/${ZIP}.sig`]: machine.signer.signature(archive) });

      const { code, output } = await machine.install(REQUIRED);

      equal(code, 1);
      match(output, /could not be unpacked/);
      holds(machine.isUntouched());
    }),
    check('the right signature by a key with another fingerprint: nothing is installed', async (machine) => {
      for (const keyFingerprint of [OTHER_FINGERPRINT, undefined]) {
        const { code, output } = await machine.install({ ...REQUIRED, mirror: { baseUrl: `${machine.url}/mirror`, keyFingerprint } });

        equal(code, 1);
        match(output, /FAILED: the signature/);
        holds(machine.isUntouched());
      }
    }),
    refusal('a server that answers 503', (machine) => machine.serveDaemon({ [`${FOLDER}/aws-xray.gpg`]: 503 }), /could not be downloaded/),
    refusal('a server that is not there', () => undefined, /could not be downloaded/, { mirror: { baseUrl: 'http://127.0.0.1:9/mirror' } }),
    check('a server that hangs is left within the bound', async (machine) => {
      machine.serveDaemon({ [`${FOLDER}/${ZIP}`]: 'hangs' });

      const script = machine.script(REQUIRED).replace('SECONDS + 180', 'SECONDS + 4');
      const { code, output, seconds } = await machine.run(script);

      equal(code, 1, output);
      holds(seconds >= 3 && seconds < 8, `took ${seconds} s`);
      holds(machine.isUntouched());
    }),
    refusal('no gpg and no way to get it', (machine) => {
      machine.drop('gpg');
      machine.stub('apt-get', 'exit 1');
    }, /gpg is missing/),
    refusal('a system without systemd', (machine) => machine.drop('run/systemd/system'), /does not run systemd/),
    refusal('a user that is not root', () => undefined, /must run as root/, {}, { USER_ID: '1000' }),
    refusal('a machine of another kind', () => undefined, /no X-Ray daemon for riscv64/, {}, { MACHINE: 'riscv64' }),
    check('a daemon that is here stays when its successor is not genuine, or can\'t be downloaded', async (machine) => {
      await machine.install(REQUIRED);
      machine.serveDaemon({ [`${FOLDER}/${ZIP}.sig`]: Buffer.from('none') }, 'newer');

      equal((await machine.install(REQUIRED)).code, 1);
      machine.downloads.serve({});
      const offline = await machine.install(REQUIRED);

      equal(offline.code, 0, offline.output);
      match(offline.output, /the one that is here stays/);
      equal(machine.read('opt/cdk-xray/bin/xray'), '#!/bin/sh\necho stand-in\n');
      holds(machine.runs(SERVICE));
    }),
    check('a daemon that does not keep running is a failure', async (machine) => {
      machine.write('state/crashes', '');

      const { code, output } = await machine.install(REQUIRED);

      equal(code, 1);
      match(output, /does not keep running/);
    }),
  ];
}
