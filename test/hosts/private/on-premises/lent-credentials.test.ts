import { spawnSync } from 'child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { LEND_ON_LINUX, LENDING_SCRIPT, LENT_ON_LINUX } from '../../../../src/hosts/private/on-premises/lent-credentials';

const SECRET = 'a/b+c==';

describe('the credentials of the Systems Manager agent', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lend-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the script that lends them, with what the machine has in its file, and a group that need not exist. */
  function lend(credentials: string): { status: number | null; lent: () => Record<string, unknown> } {
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/chgrp'), '#!/bin/sh\n');
    chmodSync(join(folder, 'bin/chgrp'), 0o755);
    writeFileSync(join(folder, 'script'), LENDING_SCRIPT);
    writeFileSync(join(folder, 'credentials'), credentials);
    const { status } = spawnSync('/bin/sh', [join(folder, 'script'), join(folder, 'run'), join(folder, 'credentials')], {
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    });
    return { status, lent: () => JSON.parse(readFileSync(join(folder, 'run/credentials.json'), 'utf8')) };
  }

  test('are lent as the answer of a credential process, for five minutes', () => {
    const { status, lent } = lend(`[other]\naws_access_key_id = no\n\n[default]\naws_access_key_id     = key\naws_secret_access_key = ${SECRET}\naws_session_token=t=o=k=\r\n[last]\naws_access_key_id = no\n`);

    expect(status).toBe(0);
    const { Expiration, ...rest } = lent();
    expect(rest).toEqual({ Version: 1, AccessKeyId: 'key', SecretAccessKey: SECRET, SessionToken: 't=o=k=' });
    expect(Date.parse(String(Expiration)) - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(Date.parse(String(Expiration)) - Date.now()).toBeLessThan(6 * 60_000);
  });

  test('are read by nobody but root and the group', () => {
    lend(`[default]\naws_access_key_id = key\naws_secret_access_key = ${SECRET}\n`);

    const [directory, file] = ['run', 'run/credentials.json'].map((path) => statSync(join(folder, path)).mode.toString(8).slice(-3));
    expect([directory, file]).toEqual(['750', '640']);
  });

  test('are lent only when they are there', () => {
    const { status, lent } = lend('[other]\naws_access_key_id = no\naws_secret_access_key = no\n');

    expect(status).not.toBe(0);
    expect(lent).toThrow(/ENOENT/);
  });

  test('are in the file that the credential process prints', () => {
    expect(LEND_ON_LINUX).toContain(`folder=\${1:-${LENT_ON_LINUX.replace(/^\/bin\/cat (.*)\/credentials.json$/, '$1')}}`);
  });
});
