import { Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { cloudInit, ec2Stack, LAUNCH_TEMPLATES, LINUX, linux, newGroup, newInstance, newTemplate, partsOf, run, userDataOf, WINDOWS } from './ec2-cases';
import { Ec2Collector, Ec2CollectorProps, Ec2Host, TraceCollector } from '../../src';
import { resourcesOf, warningsOf, warningTexts } from '../fixtures';

const OURS = 'echo ours >> "$SAID"';
let mockScript = `#!/bin/bash\n${OURS}\n`;

jest.mock('../../src/hosts/private/linux/linux-script', () => ({ linuxScript: () => mockScript }));
jest.mock('../../src/hosts/private/windows/windows-script', () => ({ windowsScript: () => '& {\n  Install-It\n}\n' }));

beforeEach(() => {
  mockScript = `#!/bin/bash\n${OURS}\n`;
});

function collect(stack: Stack, host: Ec2Host, props: Partial<Ec2CollectorProps> = {}): Ec2Collector {
  return new Ec2Collector(stack, 'Collector', { host, collector: TraceCollector.openTelemetry(), ...props });
}

function onInstance(userData: ec2.UserData, props: Partial<Ec2CollectorProps> = {}, machineImage = LINUX): Stack {
  const stack = ec2Stack();
  collect(stack, Ec2Host.instance(newInstance(stack, { userData, userDataCausesReplacement: true, machineImage })), props);
  return stack;
}

const OURS_LAST = 'Content-Disposition: attachment; filename="zz-cdk-xray"\nContent-Type: text/x-shellscript; charset="utf-8"';
const SAY = 'echo theirs >> "$SAID"';

describe('user data that bash runs', () => {
  test.each<[string, string[], number, string[]]>([
    ['ends', [SAY], 0, ['theirs', 'ours']],
    ['is empty', [], 0, ['ours']],
    ['ends by set -e', ['set -e', SAY, 'false', 'echo never >> "$SAID"'], 1, ['theirs', 'ours']],
    ['exits with a code', [SAY, 'exit 7'], 7, ['theirs', 'ours']],
    ['exits in a function under set -eu', ['set -euo pipefail', 'f() { exit 3; }', SAY, 'f'], 3, ['theirs', 'ours']],
    ['uses an unknown variable under set -u', ['set -u', SAY, 'echo $nothing', 'echo never >> "$SAID"'], 1, ['theirs', 'ours']],
    ['sends its output elsewhere', ['exec > >(cat > /dev/null) 2>&1', SAY], 0, ['theirs', 'ours']],
    ['has a trap of its own', ['trap \'echo cleanup >> "$SAID"\' EXIT', SAY, 'exit 4'], 4, ['theirs', 'cleanup', 'ours']],
    ['has a trap over several lines', ['trap \'', 'echo cleanup >> "$SAID"', '\' EXIT', SAY], 0, ['theirs', 'cleanup', 'ours']],
    ['becomes another program', [SAY, 'exec true'], 0, ['ours', 'theirs']],
    ['has a function that is called like the CDK\'s', ['exitTrap() { echo cleanup >> "$SAID"; }', SAY, 'exitTrap'], 0, ['theirs', 'cleanup', 'ours']],
    ['has a trap in what is joined', [Fn.join('\n', ['trap \'echo cleanup >> "$SAID"\' EXIT', SAY])], 0, ['theirs', 'cleanup', 'ours']],
  ])('runs our script once and keeps its exit code where it %s', (_name, commands, code, said) => {
    expect(cloudInit(userDataOf(onInstance(linux(...commands))))).toEqual({ code, said });
  });

  test('runs our script after commands that are added later', () => {
    const stack = ec2Stack();
    const instance = newInstance(stack);
    collect(stack, Ec2Host.instance(instance));

    instance.addUserData(SAY);
    instance.userData.addOnExitCommands('echo "later $exitCode" >> "$SAID"');

    expect(run(userDataOf(stack))).toEqual({ code: 0, said: ['theirs', 'later 0', 'ours'] });
  });

  test.each(['exit 8', 'false || exit 8', 'return 8'])('runs our script before commands at exit that leave by %s', (leave) => {
    const userData = linux(SAY);
    userData.addOnExitCommands('echo cleanup >> "$SAID"', leave);

    expect(run(userDataOf(onInstance(userData))).said).toEqual(['theirs', 'ours', 'cleanup']);
  });

  test('runs our script beside a trap that is added later, in all that share the user data', () => {
    const stack = ec2Stack();
    const instance = newInstance(stack, { userDataCausesReplacement: true });
    collect(stack, Ec2Host.instance(instance));

    instance.addUserData('trap \'echo cleanup >> "$SAID"\' EXIT', SAY);

    const userData = userDataOf(stack);
    expect(userData).toMatch(/^Content-Type: multipart\/mixed/);
    expect(cloudInit(userData)).toEqual({ code: 0, said: ['theirs', 'cleanup', 'ours'] });
  });

  test.each<[boolean, string[], number, string[]]>([
    [false, [SAY], 0, ['theirs', 'later 0', 'ours']],
    [false, ['exit 5'], 5, ['later 5', 'ours']],
    [true, [SAY], 1, ['theirs', 'ours', 'later 1']],
    [true, ['set -e', 'false'], 1, ['ours', 'later 1']],
    [true, ['exit 5'], 5, ['ours', 'later 5']],
  ])('when our script fails, and it is required: %s, what %j comes to is %i', (required, commands, code, said) => {
    mockScript = `#!/bin/bash\n${OURS}\nexit 9\n`;
    const userData = linux(...commands);
    const stack = onInstance(userData, { required });
    userData.addOnExitCommands('echo "later $exitCode" >> "$SAID"');

    expect(run(userDataOf(stack))).toEqual({ code, said });
  });

  test('keeps the exit code where our script is required and succeeds', () => {
    expect(run(userDataOf(onInstance(linux(SAY), { required: true })))).toEqual({ code: 0, said: ['theirs', 'ours'] });
    expect(run(userDataOf(onInstance(linux('exit 6'), { required: true })))).toEqual({ code: 6, said: ['ours'] });
  });

  test.each(['#!/bin/bash', '#!/bin/bash -xe', '#!/usr/bin/env bash', '#! /usr/bin/bash', '#!/usr/bin/env -S bash -e'])('keeps the first line %s', (shebang) => {
    const userData = userDataOf(onInstance(ec2.UserData.forLinux({ shebang })));

    expect(userData.split('\n')[0]).toBe(shebang);
    expect(userData).toContain(OURS);
  });

  test('ends our script at words that stand nowhere in it', () => {
    const [, words] = /bash -s <<'(\w+)'/.exec(userDataOf(onInstance(linux()))) ?? [];

    expect(words).toMatch(/^CDK_XRAY_[0-9a-f]{16}$/);
    expect(userDataOf(onInstance(linux())).split('\n').filter((line) => line === words)).toHaveLength(1);
  });

  test('can have tokens', () => {
    const userData = userDataOf(onInstance(linux(`echo ${Fn.importValue('Name')} > /dev/null`, Lazy.string({ produce: () => SAY }))));

    expect(userData).toContain('<{"Fn::ImportValue":"Name"}>');
    expect(userData).toContain(SAY);
  });
});

describe('user data of other kinds', () => {
  test.each<[string, string, string]>([
    ['cloud-config', '#cloud-config\npackages: [httpd]', 'text/cloud-config'],
    ['a cloud-config archive', '#cloud-config-archive\n- {}', 'text/cloud-config-archive'],
    ['a boot hook', '#cloud-boothook\n#!/bin/sh\ntrue', 'text/cloud-boothook'],
    ['an include', '#include\nhttps://example.com/script', 'text/x-include-url'],
    ['a template', '## template: jinja\n#cloud-config\n', 'text/jinja2'],
    ['a Python script', '#!/usr/bin/python3\nprint(1)', 'text/x-shellscript'],
    ['a script of sh', '#!/bin/sh\ntrue', 'text/x-shellscript'],
  ])('%s becomes a part beside ours', (_name, text, type) => {
    const stack = onInstance(ec2.UserData.custom(text));

    expect(partsOf(userDataOf(stack))).toEqual([
      { headers: `Content-Type: ${type}; charset="utf-8"`, body: text },
      { headers: OURS_LAST, body: mockScript },
    ]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test('custom user data that bash runs is extended as the CDK\'s own is', () => {
    expect(run(userDataOf(onInstance(ec2.UserData.custom(`#!/bin/bash -e\n${SAY}\nfalse`))))).toEqual({ code: 1, said: ['theirs', 'ours'] });
  });

  test('a script of sh that the CDK made becomes a part, for its sh may not know the function keyword', () => {
    const [first] = partsOf(userDataOf(onInstance(ec2.UserData.forLinux({ shebang: '#!/bin/sh' }))));

    expect(first.body).toBe('#!/bin/sh');
  });

  test('what is added later is in the part, tokens included', () => {
    const stack = ec2Stack();
    const userData = ec2.UserData.custom('#cloud-config');
    collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { userData })));

    userData.addCommands(`hostname: ${Fn.importValue('Name')}`);

    expect(partsOf(userDataOf(stack, 'AWS::EC2::LaunchTemplate'))[0].body).toBe('#cloud-config\nhostname: <{"Fn::ImportValue":"Name"}>');
  });

  test('what is not plain ASCII is encoded', () => {
    const text = '#cloud-config\n# Gr\u00fc\u00dfe';
    const [first, second] = partsOf(userDataOf(onInstance(ec2.UserData.custom(text))));

    expect(first.headers).toBe('Content-Type: text/cloud-config; charset="utf-8"\nContent-Transfer-Encoding: base64');
    expect(Buffer.from(first.body, 'base64').toString()).toBe(text);
    expect(second.body).toBe(mockScript);
  });

  const MIME = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n--//\nContent-Type: text/cloud-config\n\n#cloud-config\n--//--';

  test.each<[string, (text: string) => string]>([
    ['boundary', (text) => text],
    ['boundary without quotes', (text) => text.replace(/"/g, '')],
    ['boundary in a line of its own', (text) => text.replace('; ', ';\n ')],
    ['boundary that is computed', (text) => text.replace(/\/\//g, Fn.importValue('Boundary'))],
  ])('a MIME document gets one more part, with a %s', (_name, change) => {
    const userData = userDataOf(onInstance(ec2.UserData.custom(change(MIME))));

    expect(userData).toMatch(/^MIME-Version: 1\.0\nContent-Type: multipart/);
    expect(userData).toMatch(/\n#cloud-config\n--[^-]+\nContent-Disposition: attachment; filename="zz-cdk-xray"\n[^]*\necho ours >> "\$SAID"\n\n--[^-]+--$/);
  });

  test('a MIME document of which the end is not to be seen becomes a part as a whole', () => {
    const text = MIME.replace('--//--', '--//');
    const userData = userDataOf(onInstance(ec2.UserData.custom(text)));

    expect(userData).toContain(`\n${text}\n--cdk-xray-`);
    expect(partsOf(userData)[1].body).toBe(mockScript);
  });

  test('multipart user data gets one more part', () => {
    const multipart = new ec2.MultipartUserData();
    multipart.addUserDataPart(linux('true'));
    const stack = onInstance(multipart);

    expect(partsOf(userDataOf(stack))).toEqual([
      expect.objectContaining({ headers: expect.stringContaining('base64') }),
      { headers: OURS_LAST, body: mockScript },
    ]);
    expect(warningsOf(stack)).toEqual([]);
  });

  test.each<[string, ec2.UserData, RegExp]>([
    ['computed', ec2.UserData.custom(Fn.importValue('UserData')), /empty or computed by CloudFormation/],
    ['empty', ec2.UserData.custom(''), /empty or computed by CloudFormation/],
    ['of an unknown kind', ec2.UserData.custom('echo theirs\ntrue'), /begins with "echo theirs"/],
  ])('what is %s is left alone, with a finding', (_name, userData, why) => {
    const before = userData.render();
    const stack = ec2Stack();
    collect(stack, Ec2Host.instance(newInstance(stack, { userData })));

    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataNotExtended']);
    expect(warningTexts(stack)[0]).toMatch(why);
    expect(JSON.stringify(resourcesOf(stack, 'AWS::EC2::Instance'))).not.toContain('ours');
    expect(userData.render()).toBe(before);
  });

  test.each<[string, string]>([
    ['a join', Fn.join('\n', ['#cloud-config', Fn.importValue('Rest')])],
    ['a lazy value', Lazy.string({ produce: () => '#cloud-config\n{}' })],
  ])('of %s the beginning is known', (_name, text) => {
    const stack = onInstance(ec2.UserData.custom(text));

    expect(warningsOf(stack)).toEqual([]);
    expect(partsOf(userDataOf(stack))[0].headers).toContain('text/cloud-config;');
  });

  test.each(LAUNCH_TEMPLATES)('those of a group are wrapped as well, with a launch template: %s', (generate) => {
    const stack = ec2Stack(generate);
    collect(stack, Ec2Host.autoScalingGroup(newGroup(stack, { userData: ec2.UserData.custom('#cloud-config') })));

    expect(partsOf(userDataOf(stack, generate ? 'AWS::EC2::LaunchTemplate' : 'AWS::AutoScaling::LaunchConfiguration'))).toHaveLength(2);
  });
});

describe('Windows', () => {
  test.each([true, false])('is installed after the commands of the user, persist: %s', (persist) => {
    const stack = ec2Stack();
    const userData = ec2.UserData.forWindows({ persist });
    userData.addCommands('Write-Host theirs');
    const collector = collect(stack, Ec2Host.instance(newInstance(stack, { machineImage: WINDOWS, userData })));

    expect(userDataOf(stack)).toBe(`<powershell>Write-Host theirs\n& {\n  Install-It\n}\n</powershell>${persist ? '<persist>true</persist>' : ''}`);
    expect(collector.installScript).toContain('Install-It');
    expect(warningsOf(stack)).toEqual(persist ? [] : ['/Stack/Collector userDataRunsOnce']);
  });

  test('is known by its user data where the image does not tell', () => {
    const stack = ec2Stack();
    const collector = collect(stack, Ec2Host.launchTemplate(newTemplate(stack, { machineImage: undefined, userData: ec2.UserData.forWindows() })));

    expect(collector.installScript).toContain('Install-It');
    expect(userDataOf(stack, 'AWS::EC2::LaunchTemplate')).toContain('Install-It');
  });

  test('is installed by custom user data as well', () => {
    const userData = ec2.UserData.custom('<powershell>Write-Host theirs</powershell>');

    expect(userDataOf(onInstance(userData, {}, WINDOWS))).toBe('<powershell>Write-Host theirs\n& {\n  Install-It\n}\n</powershell>');
  });

  test.each<[string, ec2.UserData]>([
    ['a batch file', ec2.UserData.custom('<script>dir</script>')],
    ['of Linux', linux('true')],
  ])('is left alone with user data that is %s, with a finding', (_name, userData) => {
    const stack = onInstance(userData, {}, WINDOWS);

    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataNotExtended']);
    expect(userDataOf(stack)).not.toContain('Install-It');
  });
});

describe('the size of user data', () => {
  const sizeError = (userData: ec2.UserData): (() => void) => () => {
    warningsOf(onInstance(userData));
  };

  test('is an error beyond 16 KB, which says how many bytes there are', () => {
    expect(sizeError(linux(`# ${'x'.repeat(16_400)}`))).toThrow(/user data of Stack\/Instance\/Resource must be 16384 bytes or less, got 16\d\d\d/);
    expect(sizeError(ec2.UserData.custom(`#cloud-config\n# ${'x'.repeat(16_400)}`))).toThrow(/must be 16384 bytes or less/);
  });

  test('is counted in bytes', () => {
    expect(sizeError(linux(`# ${'\u00fc'.repeat(8_200)}`))).toThrow(/must be 16384 bytes or less/);
  });

  test('is counted as it is encoded in a part', () => {
    const multipart = new ec2.MultipartUserData();
    multipart.addUserDataPart(linux(`# ${'x'.repeat(12_400)}`));

    expect(sizeError(multipart)).toThrow(/must be 16384 bytes or less/);
    expect(sizeError(linux(`# ${'x'.repeat(12_400)}`))).not.toThrow();
  });

  test('is what is known of it', () => {
    expect(sizeError(linux(`# ${Fn.importValue('x'.repeat(500))}${'x'.repeat(15_900)}`))).not.toThrow();
  });
});
