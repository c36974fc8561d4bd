import { spawnSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CfnOutput, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { decoded, deployed, stepsOf, trustAnchor } from './on-premises-fixtures';
import { OnPremisesCollector, OnPremisesCollectorProps, OnPremisesIdentity, SsmHybridOptions, TraceCollector } from '../../src';
import { closedRole, newApp, newStack, onlyOne, SAMPLING_ACTIONS, warningsOf, warningTexts, xrayPolicy } from '../fixtures';

const COLLECTORS: [string, TraceCollector][] = [
  ['X-Ray daemon', TraceCollector.xrayDaemon()],
  ['CloudWatch agent', TraceCollector.cloudWatchAgent()],
  ['OpenTelemetry collector', TraceCollector.openTelemetry()],
];

function make(stack: Stack, props: Partial<OnPremisesCollectorProps> = {}): OnPremisesCollector {
  return new OnPremisesCollector(stack, 'Plant', { identity: OnPremisesIdentity.ssmHybrid(), collector: TraceCollector.xrayDaemon(), ...props });
}

/** The scripts of Linux and Windows, as they are deployed. */
function scriptsOf(stack: Stack): string[] {
  return stepsOf(stack).map(({ inputs }) => deployed(inputs.runCommand[0]));
}

describe('OnPremisesCollector', () => {
  describe.each(COLLECTORS)('with the %s', (title, collector) => {
    test('has a document that installs it on Linux and on Windows', () => {
      const stack = newStack();

      make(stack, { collector });

      Template.fromStack(stack).hasResourceProperties('AWS::SSM::Document', {
        DocumentType: 'Command',
        DocumentFormat: 'JSON',
        Content: {
          schemaVersion: '2.2',
          description: Match.stringLikeRegexp(title),
          mainSteps: [
            { action: 'aws:runShellScript', name: 'linux', precondition: { StringEquals: ['platformType', 'Linux'] } },
            { action: 'aws:runPowerShellScript', name: 'windows', precondition: { StringEquals: ['platformType', 'Windows'] } },
          ],
        },
      });
      const [linux, windows] = scriptsOf(stack);
      expect(linux).toMatch(/^#!\/bin\/bash\n/);
      expect(windows).toContain(`installing the ${title}`);
    });

    test('gives the role what the collector does', () => {
      const stack = newStack();

      make(stack, { collector });

      expect(onlyOne(stack, 'AWS::IAM::Role').Policies).toEqual([xrayPolicy(...SAMPLING_ACTIONS)]);
    });

    test('has nothing in the document that Systems Manager would replace', () => {
      const stack = newStack();

      make(stack, { collector });

      expect(JSON.stringify(onlyOne(stack, 'AWS::SSM::Document'))).not.toContain('{{');
    });

    test('has neither a key nor a secret in the template', () => {
      const stack = newStack();

      const { installCommand, windowsInstallCommand } = make(stack, { collector });
      new CfnOutput(stack, 'Install', { value: installCommand });
      new CfnOutput(stack, 'InstallOnWindows', { value: windowsInstallCommand });

      const template = Template.fromStack(stack);
      template.resourceCountIs('AWS::IAM::User', 0);
      template.resourceCountIs('AWS::IAM::AccessKey', 0);
      template.resourceCountIs('AWS::SSM::Activation', 0);
      expect(JSON.stringify(template.toJSON())).not.toMatch(/AKIA|ASIA|PRIVATE KEY|ActivationCode/);
    });
  });

  test('configures the collector for a machine outside of AWS, on loopback and with its Region', () => {
    const stack = newStack();

    make(stack);

    const [, windows] = scriptsOf(stack);
    const [settings] = decoded(windows).filter((text) => text.startsWith('Version: 2'));
    expect(settings).toContain('Region: "eu-central-1"');
    expect(settings).toContain('UDPAddress: "127.0.0.1:2000"');
    expect(settings).toContain('LocalMode: true');
  });

  test('takes the Region of the collector over that of the stack', () => {
    const stack = newStack();

    make(stack, { collector: TraceCollector.xrayDaemon({ region: 'eu-west-1' }) });

    const [, windows] = scriptsOf(stack);
    expect(decoded(windows).filter((text) => text.startsWith('[default]'))).toEqual([expect.stringContaining('region = eu-west-1\n')]);
  });

  test('takes a Region that only CloudFormation knows', () => {
    const stack = newStack();
    const region = new CfnParameter(stack, 'Where').valueAsString;

    make(stack, { collector: TraceCollector.xrayDaemon({ region }) });

    expect(decoded(scriptsOf(stack)[1])).toContainEqual(expect.stringContaining('region = <Where>\n'));
  });

  test('names the document in commands that fetch the script and run it', () => {
    const stack = newStack();

    const plant = make(stack);

    const document = deployed(stack.resolve(plant.documentName));
    const fetch = `aws ssm get-document --region eu-central-1 --name ${document} --document-format JSON --query Content --output text`;
    expect(document).toMatch(/^<PlantDocument\w+>$/);
    expect(deployed(stack.resolve(plant.installCommand))).toBe(fetch
      + ' | python3 -c \'import json, sys; print(json.load(sys.stdin)["mainSteps"][0]["inputs"]["runCommand"][0])\''
      + ' >install-collector.sh && sudo bash install-collector.sh');
    expect(deployed(stack.resolve(plant.windowsInstallCommand))).toContain(`(${fetch} | Out-String | ConvertFrom-Json)`);
  });

  test('runs the script of the document as it stands, by its command', () => {
    const stack = newStack();
    const { installCommand } = make(stack);
    const [linux] = scriptsOf(stack);
    const folder = mkdtempSync(join(tmpdir(), 'install-'));
    writeFileSync(join(folder, 'document.json'), JSON.stringify({ mainSteps: [{ inputs: { runCommand: [linux] } }] }));
    for (const [name, script] of [['aws', 'cat document.json'], ['sudo', '[ "$*" = "bash install-collector.sh" ]']]) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(folder, name), 0o755);
    }

    const { status } = spawnSync('bash', ['-c', deployed(stack.resolve(installCommand)).replace(/<\w+>/, 'document')], {
      cwd: folder, env: { PATH: `${folder}:${process.env.PATH}` },
    });

    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'install-collector.sh'), 'utf8')).toBe(`${linux}\n`);
    rmSync(folder, { recursive: true });
  });

  test('has the scripts of the document as attributes', () => {
    const stack = newStack();

    const { installScript, windowsInstallScript } = make(stack);

    expect([installScript, windowsInstallScript].map((script) => deployed(stack.resolve(script)))).toEqual(scriptsOf(stack));
  });

  test('makes the machine ready where a failure counts: after it knows who runs it, and before the collector starts', () => {
    const stack = newStack();

    make(stack);

    const [linux] = scriptsOf(stack);
    const places = ['it must run as root', 'getent group xray-credentials', 'put configuration', 'systemctl restart', 'install_collector </dev/null || outcome=1'].map((text) => linux.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test('hands on that it is required, and the mirror', () => {
    const stack = newStack();

    make(stack, { required: true, mirror: { baseUrl: 'https://mirror.example.com/xray' } });

    const [linux, windows] = scriptsOf(stack);
    expect(windows).toContain('if ($failed) { throw');
    expect(windows).toContain("@('https://mirror.example.com/xray')");
    expect(linux).toContain('https://mirror.example.com/xray');
  });

  test('fails on a mirror that is no URL', () => {
    expect(() => make(newStack(), { mirror: { baseUrl: 'mirror' } })).toThrow(/^\[Stack\/Plant\] mirror.baseUrl must be/);
  });

  test('encodes a script that Systems Manager would replace something in', () => {
    const stack = newStack();
    const configuration = '# {{ ssm:secret }}\nservice: { pipelines: { traces: { receivers: [otlp] } } }\n';

    make(stack, { collector: TraceCollector.openTelemetry({ configuration }) });

    const [linux] = scriptsOf(stack);
    expect(linux).not.toContain('{{');
    expect(decoded(linux)).toContainEqual(expect.stringContaining('{{ ssm:secret }}'));
  });

  test('fails on a document that is too long', () => {
    const configuration = `service: { pipelines: { traces: { receivers: [otlp] } } }\n${'# long\n'.repeat(10_000)}`;

    expect(() => make(newStack(), { collector: TraceCollector.openTelemetry({ configuration }) }))
      .toThrow(/the document with the installation must not exceed 65536 bytes, got \d+: give the collector a shorter configuration/);
  });

  test('lets the role assume the role that sends', () => {
    const stack = newStack();
    const role = iam.Role.fromRoleArn(stack, 'Central', 'arn:aws:iam::444455556666:role/traces');

    make(stack, { collector: TraceCollector.xrayDaemon({ role }) });

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: 'arn:aws:iam::444455556666:role/traces' }] },
    });
  });

  test('reports a role that it may not change, and installs all the same', () => {
    const stack = newStack();

    make(stack, { identity: OnPremisesIdentity.ssmHybrid({ role: closedRole(stack) }), collector: TraceCollector.openTelemetry() });

    expect(warningsOf(stack)).toEqual(['/Stack/Plant/Document collectorRoleNotWritable']);
    Template.fromStack(stack).resourceCountIs('AWS::SSM::Document', 1);
  });

  test('says once per app that the daemon is in maintenance mode', () => {
    const app = newApp();
    const stacks = [newStack(app, 'One'), newStack(app, 'Two')];

    stacks.forEach((stack) => make(stack));

    expect(stacks.flatMap(warningTexts).filter((text) => text.includes('daemonInMaintenance'))).toHaveLength(1);
  });

  test('fails with the CloudWatch agent and IAM Roles Anywhere, which do not go together', () => {
    const stack = newStack();
    const identity = OnPremisesIdentity.rolesAnywhere({ trustAnchor: trustAnchor(stack) });

    expect(() => make(stack, { identity, collector: TraceCollector.cloudWatchAgent() }))
      .toThrow(/^\[Stack\/Plant\] identity must be one that the collector can use: the CloudWatch agent can't get credentials from IAM Roles Anywhere .*: use TraceCollector.xrayDaemon\(\)/);
    expect(stack.node.findChild('Plant').node.children).toEqual([]);
  });

  describe.each<[string, SsmHybridOptions, SsmHybridOptions]>([
    ['tags', { tags: { Plant: 'north', Stage: 'production' } }, { tags: { Stage: 'production', Plant: 'north' } }],
    ['a node', { instanceIds: ['mi-0123456789abcdef0', 'mi-0123456789abcdef1'] }, { instanceIds: ['mi-0123456789abcdef1'] }],
  ])('with %s that another one has', (_, options, same) => {
    const add = (stack: Stack, id: string, nodes: SsmHybridOptions): OnPremisesCollector =>
      new OnPremisesCollector(stack, id, { identity: OnPremisesIdentity.ssmHybrid(nodes), collector: TraceCollector.openTelemetry() });

    test('fails in the same account and Region, in whichever stack', () => {
      const app = newApp();
      const env = { account: '111122223333', region: 'eu-central-1' };
      add(newStack(app, 'One', { env }), 'First', options);

      expect(() => add(newStack(app, 'Two', { env }), 'Second', same))
        .toThrow(/^\[Two\/Second\] identity must name nodes that have no collector yet, got .*, which have that of One\/First: there can be one on a machine/);
    });

    test('fails in one stack of any environment', () => {
      const stack = newStack();
      add(stack, 'First', options);

      expect(() => add(stack, 'Second', same)).toThrow(/which have that of Stack\/First/);
    });

    test('is nothing to say of in another Region, another app, or where the environments are not known', () => {
      const app = newApp();
      const [one, two] = ['eu-central-1', 'eu-west-1'].map((region) => newStack(app, region, { env: { account: '111122223333', region } }));

      add(one, 'First', options);
      expect(() => [add(two, 'Second', same), add(newStack(), 'Third', same)]).not.toThrow();
      add(new Stack(app, 'Unknown'), 'Fourth', options);
      expect(() => add(new Stack(app, 'Other'), 'Fifth', same)).not.toThrow();
    });
  });

  test('makes two plants of nodes that only CloudFormation knows', () => {
    const stack = newStack();
    const identity = OnPremisesIdentity.ssmHybrid({ tags: { Plant: Token.asString({ Ref: 'Tag' }) } });

    make(stack, { identity });
    new OnPremisesCollector(stack, 'Other', { identity, collector: TraceCollector.openTelemetry() });

    Template.fromStack(stack).resourceCountIs('AWS::SSM::Association', 2);
  });
});
