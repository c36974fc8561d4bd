import { Check, equal, holds, match, same } from './checks';
import { before, Machine, Making, REQUIRED, SERVICE } from './machine';
import { LEND_ON_LINUX, LENT_TO, STOP_LENDING_ON_LINUX } from '../../src/hosts/private/on-premises/lent-credentials';

const TIMER = 'xray-credentials.timer';
const LENDING = { ...REQUIRED, awsConfig: '[default]\n', linuxIdentity: { steps: LEND_ON_LINUX, group: LENT_TO } };
const CERTIFIED = {
  ...REQUIRED,
  awsConfig: '[default]\n',
  linuxIdentity: { steps: STOP_LENDING_ON_LINUX, program: '/opt/helper', files: ['/opt/certificate.pem', '/opt/my key\'.pem'] },
};

/** What happens on machines outside of AWS, where a collector has to come to credentials. */
export function identityChecks(check: Making): Check[] {
  return [...lent(check), ...certified(check)];
}

function lent(check: Making): Check[] {
  /** The scripts live outside of what a sandbox has. */
  const install = async (machine: Machine, differences: object, variables = {}): ReturnType<Machine['run']> =>
    machine.run(machine.script(differences).replace(/\/usr\/local/g, `${machine.root}/usr/local`), variables);
  return [
    check('credentials of the Systems Manager agent are lent before it starts, and only its own unit gets them', async (machine) => {
      const { code, output } = await install(machine, LENDING);

      equal(code, 0, output);
      holds(machine.runs(TIMER) && machine.runs(SERVICE));
      holds(machine.has('usr/local/sbin/xray-lend-credentials'));
      holds(before(machine, 'systemctl start xray-credentials.service', 'systemctl restart'));
      match(machine.read('etc/systemd/system/cdk-xray.service'), /^SupplementaryGroups=xray-credentials$/m);
      holds(!machine.has('etc/systemd/system/aws-otel-collector.service.d'));
      match((await install(machine, LENDING)).output, /nothing has changed/);
    }),
    check('a user that is not root changes nothing for credentials either, and says nothing else', async (machine) => {
      const { code, output } = await install(machine, LENDING, { USER_ID: '1000' });

      equal(code, 1);
      match(output, /^\S+ cdk-xray: FAILED: it must run as root\n$/);
      holds(machine.isUntouched() && !machine.has('usr/local') && !machine.has(`state/enabled/${TIMER}`));
    }),
    check('credentials that can\'t be lent are a failure, which counts where the daemon is required', async (machine) => {
      machine.write('state/fails/xray-credentials.service', '');

      const [required, optional] = [await install(machine, LENDING), await install(machine, { ...LENDING, required: false })];

      same([required.code, optional.code], [1, 0]);
      match(required.output, /FAILED: the credentials of the Systems Manager agent could not be lent/);
      holds(!machine.runs(SERVICE));
    }),
    check('nothing is lent any longer to a machine with a certificate', async (machine) => {
      await install(machine, LENDING);
      ['opt/helper', 'opt/certificate.pem', 'opt/my key\'.pem'].forEach((file) => machine.program(file, ''));
      machine.write('run/xray-credentials/credentials.json', '{}');

      const { code, output } = await install(machine, CERTIFIED);

      equal(code, 0, output);
      holds(!machine.has(`state/active/${TIMER}`) && !machine.has(`state/enabled/${TIMER}`));
      same([`etc/systemd/system/${TIMER}`, 'etc/systemd/system/xray-credentials.service', 'usr/local/sbin/xray-lend-credentials', 'run/xray-credentials']
        .filter((path) => machine.has(path)), []);
      holds(!machine.read('etc/systemd/system/cdk-xray.service').includes('SupplementaryGroups'));
    }),
  ];
}

function certified(check: Making): Check[] {
  const files = ['opt/helper', 'opt/certificate.pem', 'opt/my key\'.pem'];
  return [
    check('a certificate, its key and the helper that its user can use are all it needs', async (machine) => {
      files.forEach((file) => machine.program(file, ''));

      const { code, output } = await machine.install(CERTIFIED);

      equal(code, 0, output);
      same(machine.calls('runuser').map((call) => call.replace(`${machine.root}/`, '').replace(machine.root, '')), [
        'runuser -u xray -- test -x opt/helper', 'runuser -u xray -- test -r opt/certificate.pem', 'runuser -u xray -- test -r opt/my\\ key\\\'.pem',
      ]);
    }),
    ...files.map((missing) => check(`without ${missing}, it says so and is not started`, async (machine) => {
      files.filter((file) => file !== missing).forEach((file) => machine.program(file, ''));

      const { code, output } = await machine.install(CERTIFIED);

      equal(code, 1);
      holds(output.includes('FAILED: the user xray can\'t use ') && output.includes(`/${missing}, or it is missing`), output);
      holds(!machine.runs(SERVICE) && !machine.has('etc/cdk-xray'));
    })),
    check('a key that its user can\'t read is said, and what runs already goes on', async (machine) => {
      await machine.install(REQUIRED);
      machine.service(TIMER);
      machine.write(`etc/systemd/system/${TIMER}`, '');
      files.forEach((file) => machine.program(file, ''));
      machine.stub('runuser', 'case "$*" in *key*) exit 1 ;; esac');

      const { code, output } = await machine.install(CERTIFIED);

      equal(code, 1);
      match(output, /the user xray can't use \S+\/opt\/my key'\.pem, or it is missing: give it to the group xray/);
      holds(machine.runs(SERVICE) && machine.runs(TIMER) && !machine.has('etc/cdk-xray/aws-config'));
    }),
  ];
}
