import { CfnParameter } from 'aws-cdk-lib';
import { checkInstallation } from '../../../src/hosts/private/check-installation';
import { newStack } from '../../fixtures';

const FINGERPRINT = 'EA6D 9271 FBF3 6990 277F 4B87 7BFE 036B FE61 57D3';
const URL = 'https://mirror.example.com/xray';

describe('the options of an installation', () => {
  test('need no mirror', () => {
    expect(() => checkInstallation(newStack(), {})).not.toThrow();
  });

  test.each([URL, `${URL}/`, 'http://10.0.0.1:8080', 'https://[fd00::1]/a%20b', 'HTTPS://mirror.example.com'])('accept the mirror %s', (baseUrl) => {
    expect(() => checkInstallation(newStack(), { mirror: { baseUrl } })).not.toThrow();
  });

  test.each([
    '', 'mirror.example.com', 'ftp://mirror.example.com', 'file:///opt', 'https:mirror', 'https://', `${URL}?version=1`, `${URL}#top`, `${URL}/a b`, `${URL}/"`, `${URL}/'`, `${URL}/\``,
    `${URL}/\\`, `${URL}\n`, 'https://mirror.example.com:99999', 'https://mírror.example.com',
  ])('refuse the mirror %j, and say where it was typed', (baseUrl) => {
    expect(() => checkInstallation(newStack(), { mirror: { baseUrl } })).toThrow(/^\[Stack\] mirror\.baseUrl must be a http or https URL/);
  });

  test('refuse a mirror with a password, and do not repeat it', () => {
    const checking = (): void => checkInstallation(newStack(), { mirror: { baseUrl: 'https://user:secret@mirror.example.com' } });

    expect(checking).toThrow(/must not hold a user name or a password/);
    expect(checking).not.toThrow(/secret/);
  });

  test.each([FINGERPRINT, FINGERPRINT.replace(/ /g, ''), FINGERPRINT.toLowerCase()])('accept the fingerprint %s', (keyFingerprint) => {
    expect(() => checkInstallation(newStack(), { mirror: { baseUrl: URL, keyFingerprint } })).not.toThrow();
  });

  test.each(['', '7BFE036BFE6157D3', `${FINGERPRINT}0`, FINGERPRINT.replace('E', 'G')])('refuse the fingerprint %j', (keyFingerprint) => {
    expect(() => checkInstallation(newStack(), { mirror: { baseUrl: URL, keyFingerprint } })).toThrow(/mirror\.keyFingerprint must be 40 hexadecimal digits/);
  });

  test('accept what is known at deployment only', () => {
    const stack = newStack();
    const { valueAsString } = new CfnParameter(stack, 'Parameter');

    expect(() => checkInstallation(stack, { mirror: { baseUrl: valueAsString, keyFingerprint: valueAsString } })).not.toThrow();
  });
});
