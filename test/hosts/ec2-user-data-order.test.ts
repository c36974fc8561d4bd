import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { cloudInit, ec2Stack, linux, newInstance, newTemplate, partsOf, turnsOf, userDataOf, WINDOWS } from './ec2-cases';
import { Ec2Collector, Ec2CollectorProps, Ec2Host, TraceCollector } from '../../src';
import { newApp, newStack, resourcesOf, violationsOf, warningsOf } from '../fixtures';

jest.mock('../../src/hosts/private/linux/linux-script', () => ({ linuxScript: () => '#!/bin/bash\necho ours >> "$SAID"\n' }));
jest.mock('../../src/hosts/private/windows/windows-script', () => ({ windowsScript: () => '& {\n  Install-It\n}\n' }));

const TEMPLATE = 'AWS::EC2::LaunchTemplate';

function collectOn(userData: ec2.UserData, props: Partial<Ec2CollectorProps> = {}, machineImage?: ec2.IMachineImage): Stack {
  const stack = ec2Stack();
  const host = Ec2Host.launchTemplate(newTemplate(stack, machineImage ? { userData, machineImage } : { userData }));
  new Ec2Collector(stack, 'Collector', { host, collector: TraceCollector.openTelemetry(), ...props });
  return stack;
}

const NAME_OURS = /filename="(.*?cdk-xray)"/;

describe('cloud-init runs ours', () => {
  test('after the commands of a cloud-config', () => {
    const userData = userDataOf(collectOn(ec2.UserData.custom('#cloud-config\nruncmd: [ls]')), TEMPLATE);

    expect(turnsOf(userData)).toEqual(['part-001', 'runcmd', 'zz-cdk-xray']);
  });

  test('after parts that are added later', () => {
    const multipart = new ec2.MultipartUserData();
    const stack = collectOn(multipart);
    multipart.addPart(ec2.MultipartBody.fromRawBody({ contentType: 'text/x-shellscript', body: '#!/bin/bash\necho later >> "$SAID"' }));

    expect(cloudInit(userDataOf(stack, TEMPLATE)).said).toEqual(['later', 'ours']);
  });

  test.each([
    [linux('exec /usr/bin/server')],
    [linux('trap "true" EXIT', 'exec /usr/bin/server')],
    [ec2.UserData.custom('#!/bin/sh\nexec /usr/bin/server')],
  ])('before a script that becomes another program', (userData) => {
    expect(turnsOf(userDataOf(collectOn(userData), TEMPLATE))).toEqual(['0-cdk-xray', 'part-001']);
  });

  test.each(['#cloud-config\nwrite_files: [{ path: /a, content: "\\nexec b" }]', '#!/bin/sh\nexec > /dev/null'])('last where nothing becomes another program, as in %j', (text) => {
    expect(NAME_OURS.exec(userDataOf(collectOn(ec2.UserData.custom(text)), TEMPLATE))?.[1]).toBe('zz-cdk-xray');
  });
});

describe('on Windows, ours runs', () => {
  const windows = (...commands: string[]): ec2.UserData => {
    const userData = ec2.UserData.forWindows();
    userData.addCommands(...commands);
    return userData;
  };
  const OURS = '& {\n  Install-It\n}\n';

  test('after commands that are added later', () => {
    const userData = windows('Write-Host theirs');
    const stack = collectOn(userData, {}, WINDOWS);
    userData.addCommands('Write-Host later');

    expect(userDataOf(stack, TEMPLATE)).toBe(`<powershell>Write-Host theirs\nWrite-Host later\n${OURS}</powershell>`);
  });

  test.each<[boolean, string]>([
    [false, `Send-It $success\n${OURS}`],
    [true, `try {\n${OURS}} catch {\n$success=$false\n}\nSend-It $success\n`],
  ])('with what runs at the end, in the order that fits required: %s', (required, atEnd) => {
    const userData = windows('Write-Host theirs');
    const stack = collectOn(userData, { required }, WINDOWS);
    userData.addOnExitCommands('Send-It $success');

    expect(userDataOf(stack, TEMPLATE)).toBe('<powershell>trap {\n$success=($PSItem.Exception.Message -eq "Success")\n'
      + `${atEnd}break\n}\nWrite-Host theirs\nthrow "Success"</powershell>`);
  });
});

describe('user data of which the L1 has others', () => {
  const THEIRS = 'dGhlaXJz';

  function machine(stack: Stack): { instance: ec2.Instance; template: ec2.LaunchTemplate; l1: ec2.CfnInstance; templateL1: ec2.CfnLaunchTemplate } {
    const instance = newInstance(stack, { userDataCausesReplacement: true });
    const template = newTemplate(stack);
    const [l1, templateL1] = [instance.instance, template.node.defaultChild];
    if (!ec2.CfnLaunchTemplate.isCfnLaunchTemplate(templateL1)) {
      throw new Error('a launch template has an L1');
    }
    return { instance, template, l1, templateL1 };
  }

  test.each<[string, (l1: ec2.CfnInstance, template: ec2.CfnLaunchTemplate) => void]>([
    ['set', (l1, template) => {
      l1.userData = THEIRS;
      template.launchTemplateData = { userData: THEIRS };
    }],
    ['overridden', (l1, template) => {
      l1.addPropertyOverride('UserData', THEIRS);
      template.addPropertyOverride('LaunchTemplateData.UserData', THEIRS);
    }],
  ])('which were %s are left as they are, before and after, and a finding says so', (_name, change) => {
    for (const first of [true, false]) {
      const app = newApp();
      const stack = newStack(app);
      const { instance, template, l1, templateL1 } = machine(stack);
      if (first) {
        change(l1, templateL1);
      }
      [Ec2Host.instance(instance), Ec2Host.launchTemplate(template)].forEach((host, index) =>
        new Ec2Collector(stack, `Collector${index}`, { host, collector: TraceCollector.openTelemetry() }));
      if (!first) {
        change(l1, templateL1);
      }

      expect(violationsOf(app)).toEqual(['Stack/Collector0 userDataNotExtended', 'Stack/Collector1 userDataNotExtended']);
      expect(Object.values(resourcesOf(stack, 'AWS::EC2::Instance'))[0].Properties.UserData).toBe(THEIRS);
      expect(Object.values(resourcesOf(stack, TEMPLATE))[0].Properties.LaunchTemplateData).toMatchObject({ UserData: THEIRS });
      expect(warningsOf(stack)).toEqual([]);
    }
  });

  test('keep their other settings', () => {
    const app = newApp();
    const stack = newStack(app);
    const { template, templateL1 } = machine(stack);
    new Ec2Collector(stack, 'Collector', { host: Ec2Host.launchTemplate(template), collector: TraceCollector.openTelemetry() });
    templateL1.addPropertyOverride('LaunchTemplateData.InstanceType', 'm5.large');

    expect(Object.values(resourcesOf(stack, TEMPLATE))[0].Properties.LaunchTemplateData)
      .toMatchObject({ InstanceType: 'm5.large', UserData: { 'Fn::Base64': expect.stringContaining('echo ours') } });
    expect(violationsOf(app)).toEqual([]);
  });

  test('are not spoken of twice where nothing could be added anyway', () => {
    const app = newApp();
    const stack = newStack(app);
    const template = newTemplate(stack, { userData: ec2.UserData.custom('') });
    new Ec2Collector(stack, 'Collector', { host: Ec2Host.launchTemplate(template), collector: TraceCollector.openTelemetry() });

    expect(violationsOf(app)).toEqual([]);
    expect(warningsOf(stack)).toEqual(['/Stack/Collector userDataNotExtended']);
  });
});

test('what is encoded, shared by stacks or full of tokens is found again in the template', () => {
  const app = newApp();
  const stack = newStack(app);
  [linux(`echo ${stack.region} # \u00fc`), ec2.UserData.custom('#cloud-config\n# \u00fc'), new ec2.MultipartUserData()].forEach((userData, index) =>
    new Ec2Collector(newStack(app, `Other${index}`), 'Collector', {
      host: Ec2Host.launchTemplate(newTemplate(stack, { userData }, `Template${index}`)), collector: TraceCollector.openTelemetry(),
    }));

  expect(violationsOf(app)).toEqual([]);
});

test('user data without validation is extended beside a trap as well', () => {
  const app = newApp();
  const stack = newStack(app);
  const instance = newInstance(stack, { userData: linux('trap "true" EXIT') });
  new Ec2Collector(stack, 'Collector', { host: Ec2Host.instance(instance), collector: TraceCollector.openTelemetry() });

  const { template } = app.synth({ skipValidation: true }).getStackByName('Stack');
  const [{ Properties }] = Object.values<{ Type: string; Properties: { UserData: { 'Fn::Base64': string } } }>(template.Resources)
    .filter(({ Type }) => Type === 'AWS::EC2::Instance');
  expect(partsOf(Properties.UserData['Fn::Base64'])).toHaveLength(2);
});
