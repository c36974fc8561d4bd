import { execFileSync } from 'child_process';
import { mkdirSync } from 'fs';
import { REGION } from './app';

/** Hosts of the stand-ins, by the address that they listen at (stand-ins/__main__.py). */
export const HOSTS: Record<string, string[]> = {
  '127.0.1.1': ['mirror.test', `s3.${REGION}.amazonaws.com`, 's3.us-east-2.amazonaws.com'],
  '127.0.1.2': [`xray.${REGION}.amazonaws.com`, 'xray.eu-west-1.amazonaws.com'],
};

/** A certificate for all of them, by an authority of the test's own. */
export function makeCertificate(folder: string): void {
  mkdirSync(folder);
  const openssl = (...args: string[]): unknown =>
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', ...args], { cwd: folder, stdio: 'pipe' });
  openssl('-subj', '/CN=Authority of the test', '-keyout', 'authority.key', '-out', 'authority.pem');
  openssl('-subj', '/CN=stand-in', '-addext', `subjectAltName=${Object.values(HOSTS).flat().map((host) => `DNS:${host}`).join(',')}`,
    '-addext', 'basicConstraints=critical,CA:FALSE', '-CA', 'authority.pem', '-CAkey', 'authority.key', '-keyout', 'server.key', '-out', 'server.pem');
}
