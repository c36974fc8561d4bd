import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { XRayTracing } from '../../src';
import { newStack, warningsOf } from '../fixtures';

const INSTALL = [
  'curl https://s3.us-east-2.amazonaws.com/aws-xray-assets.us-east-2/xray-daemon/aws-xray-daemon-3.x.rpm -o /tmp/xray.rpm',
  'yum install -y /tmp/xray.rpm',
];

function instanceWith(commands: string[]): Stack {
  const stack = newStack();
  const userData = ec2.UserData.forLinux();
  userData.addCommands(...commands);
  new ec2.LaunchTemplate(stack, 'Template', { userData });
  XRayTracing.of(stack).enable();
  return stack;
}

describe('a daemon that the user data installs by hand', () => {
  test('is found where nobody enables it', () => {
    expect(warningsOf(instanceWith(INSTALL))).toEqual([expect.stringContaining('daemonNotEnabled')]);
  });

  test.each([
    ['systemctl enable xray'],
    ['systemctl enable --now xray.service'],
    ['systemctl --quiet enable xray'],
    ['chkconfig xray on'],
  ])('is fine with %s', (command) => {
    expect(warningsOf(instanceWith([...INSTALL, command]))).toEqual([]);
  });

  test('is not looked for in user data without it, or that is known at deployment only', () => {
    expect(warningsOf(instanceWith(['yum install -y httpd']))).toEqual([]);
    const stack = newStack();
    new ec2.CfnInstance(stack, 'Instance', { userData: Fn.base64(new CfnParameter(stack, 'UserData').valueAsString) });
    XRayTracing.of(stack).enable();
    expect(warningsOf(stack)).toEqual([]);
  });

  test('is found on an instance and in a launch configuration', () => {
    const stack = newStack();
    new ec2.CfnInstance(stack, 'Instance', { userData: Fn.base64(INSTALL.join('\n')) });
    XRayTracing.of(stack).enable();
    expect(warningsOf(stack)).toEqual([expect.stringContaining('/Stack/Instance daemonNotEnabled')]);
  });
});
