import { Check, equal, holds, match, same } from './checks';
import { before, Making, REQUIRED, SERVICE } from './machine';

const PACKAGED_UNIT = '[Service]\nExecStart=/usr/bin/xray -f /var/log/xray/xray.log\n';
const PORT_IN_USE = '  sl  local_address rem_address   st\n  12: 0100007F:07D0 00000000:0000 07 00000000:00000000\n';

/** What the X-Ray daemon does about what is on the machine already. */
export function meetingChecks(check: Making): Check[] {
  return [
    check('a program on port 2000 keeps it: the daemon is not started', async (machine) => {
      for (const [file, line] of [['udp', PORT_IN_USE], ['tcp6', PORT_IN_USE.replace(' 07 ', ' 0A ')]]) {
        machine.write(`proc/net/${file}`, line);

        const { code, output } = await machine.install(REQUIRED);

        equal(code, 1);
        match(output, /port 2000 is in use/);
        holds(machine.isUntouched());
        machine.write(`proc/net/${file}`, '');
      }
    }),
    check('a connection to port 2000 of another machine is no reason to stop', async (machine) => {
      machine.write('proc/net/tcp', '   1: 0100007F:9C40 0A00000A:07D0 01 00000000:00000000\n   2: 0100007F:07D0 0A00000A:9C40 01 00000000:00000000\n');

      equal((await machine.install(REQUIRED)).code, 0);
    }),
    check('the daemon of the package is stopped, disabled and replaced', async (machine) => {
      machine.service('xray.service', { unit: PACKAGED_UNIT.replace('/var', `${machine.root}/var`), enabled: false });

      const { code, output } = await machine.install(REQUIRED);

      equal(code, 0, output);
      match(output, /disabling xray\.service/);
      holds(!machine.has('state/active/xray.service') && machine.runs(SERVICE));
      holds(before(machine, 'systemctl stop xray.service', 'systemctl restart'), 'it gives the port free first');
    }),
    check('a service named xray that is something else is left alone', async (machine) => {
      machine.service('xray.service', { unit: '[Service]\nExecStart=/usr/local/bin/xray run\n' });

      equal((await machine.install(REQUIRED)).code, 0);

      holds(machine.runs('xray.service'));
    }),
    check('the packaged daemon goes on when ours can\'t be had', async (machine) => {
      machine.service('xray.service', { unit: PACKAGED_UNIT });
      machine.downloads.serve({});

      equal((await machine.install()).code, 0);

      holds(machine.runs('xray.service'));
    }),
    check('another collector that such a script has installed is stopped and disabled', async (machine) => {
      machine.write('etc/cdk-xray/service', 'aws-otel-collector.service\n');
      machine.service('aws-otel-collector.service');

      const { code, output } = await machine.install(REQUIRED);

      equal(code, 0, output);
      holds(!machine.has('state/active/aws-otel-collector.service') && !machine.has('state/enabled/aws-otel-collector.service'));
      equal(machine.read('etc/cdk-xray/service'), `${SERVICE}\n`);
    }),
    check('a CloudWatch agent that does more for the user loses only what it had from here', async (machine) => {
      machine.write('etc/cdk-xray/service', 'amazon-cloudwatch-agent.service\n');
      machine.service('amazon-cloudwatch-agent.service');
      machine.write('opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_cdk-xray.json', '{}');
      machine.write('opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.d/file_metrics.json', '{}');
      machine.program('opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl', '');

      equal((await machine.install(REQUIRED)).code, 0);

      holds(machine.runs('amazon-cloudwatch-agent.service'));
      equal(machine.calls('amazon-cloudwatch-agent-ctl').length, 1);
      match(machine.calls('amazon-cloudwatch-agent-ctl')[0], /-a remove-config -m ec2 -c file:\S+\/etc\/cdk-xray\/cdk-xray\.json -s$/);
    }),
    check('CloudFormation hears of the outcome, and of success where the daemon is not required', async (machine) => {
      machine.stub('cfn-signal', '');
      const signal = { stack: 'my stack', logicalId: 'Group', region: 'eu-central-1' };
      const told = async (differences: object): Promise<string[]> => {
        await machine.install({ signal, ...differences });
        return machine.calls('cfn-signal');
      };

      same(await told(REQUIRED), ['cfn-signal --exit-code 0 --stack my\\ stack --resource Group --region eu-central-1']);
      machine.write('state/crashes', '');
      machine.drop(`state/active/${SERVICE}`);
      same(await told(REQUIRED), ['cfn-signal --exit-code 1 --stack my\\ stack --resource Group --region eu-central-1']);
      same(await told({}), ['cfn-signal --exit-code 0 --stack my\\ stack --resource Group --region eu-central-1']);
      machine.drop('cfn-signal');
      match((await machine.install({ signal })).output, /there is no cfn-signal/);
    }),
  ];
}
