import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { fail } from '../../errors';
import { InstallationOptions } from '../installation-options';

/** Refuses what a machine could not install from, where it was typed. */
export function checkInstallation(scope: IConstruct, { mirror }: InstallationOptions): void {
  if (mirror !== undefined) {
    checkBaseUrl(scope, mirror.baseUrl);
    checkFingerprint(scope, mirror.keyFingerprint);
  }
}

/** A fingerprint as gpg prints it to programs: without blanks, in capitals. */
export function plainFingerprint(fingerprint: string): string {
  return Token.isUnresolved(fingerprint) ? fingerprint : fingerprint.replace(/\s/g, '').toUpperCase();
}

function checkBaseUrl(scope: IConstruct, baseUrl: string): void {
  if (Token.isUnresolved(baseUrl)) {
    return;
  }
  const url = /^https?:\/\/[!-~]+$/i.test(baseUrl) && !/["'`\\<>^{|}?#]/.test(baseUrl) && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url) {
    fail(scope, `mirror.baseUrl must be a http or https URL without query, fragment, blanks or quotes, got ${JSON.stringify(baseUrl)}: `
      + 'write it as https://mirror.example.com/xray, the folder that has the files');
  }
  if (url.username !== '' || url.password !== '') {
    fail(scope, 'mirror.baseUrl must not hold a user name or a password: they would stand in the template for everybody to read');
  }
}

function checkFingerprint(scope: IConstruct, fingerprint: string | undefined): void {
  if (fingerprint !== undefined && !Token.isUnresolved(fingerprint) && !/^[0-9A-F]{40}$/.test(plainFingerprint(fingerprint))) {
    fail(scope, `mirror.keyFingerprint must be 40 hexadecimal digits, with or without blanks, got ${JSON.stringify(fingerprint)}: `
      + 'take what gpg --fingerprint prints for the key');
  }
}
