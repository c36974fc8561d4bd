import { existsSync, statSync } from 'fs';
import { join } from 'path';
import { Check } from './checks';
import { Answer, Downloads, python, Signer, zip } from './stand-in';
import { render } from '../hosts/private/linux/rendering';
import { Outcome, Sandbox } from '../hosts/private/linux/sandbox';

export const FOLDER = '/mirror/xray-daemon';
export const ZIP = 'aws-xray-daemon-linux-3.x.zip';
export const SERVICE = 'cdk-xray.service';

/** Makes a check that gets a machine of its own. */
export type Making = (name: string, run: (machine: Machine) => Promise<void>) => Check;

export const REQUIRED = { required: true };

type Differences = Parameters<typeof render>[0];

/** A sandbox with what a real Linux has, and a mirror that serves signed files to it. */
export class Machine extends Sandbox {
  constructor(public readonly signer: Signer, public readonly downloads: Downloads, public readonly url: string) {
    super();
    ['curl', 'gpg'].forEach((tool) => this.tool(tool));
    this.tool('python3', python());
    this.serveDaemon();
  }

  /** Serves a daemon that is genuine but for what differs. */
  public serveDaemon(differences: Record<string, Answer> = {}, program = '#!/bin/sh\necho stand-in\n'): void {
    const archive = zip({ 'xray': program, 'cfg.yaml': 'Version: 2\n' });
    this.downloads.serve({
      [`${FOLDER}/aws-xray.gpg`]: this.signer.publicKey(),
      [`${FOLDER}/${ZIP}`]: archive,
      [`${FOLDER}/${ZIP}.sig`]: this.signer.signature(archive),
      ...differences,
    });
  }

  public script(differences: Differences = {}): string {
    return render({ mirror: { baseUrl: `${this.url}/mirror`, keyFingerprint: this.signer.fingerprint }, ...differences });
  }

  public async install(differences: Differences = {}, variables: Record<string, string> = {}): Promise<Outcome> {
    return this.run(this.script(differences), variables);
  }

  public log(): string {
    return this.has('var/log/cdk-xray-install.log') ? this.read('var/log/cdk-xray-install.log') : '';
  }

  /** What the script made or stopped must not be there: it gave up before it touched anything. */
  public isUntouched(): boolean {
    return !existsSync(`${this.root}/opt/cdk-xray`) && !this.has('etc/cdk-xray') && !this.has('state/touched');
  }
}

export function mode(machine: Machine, path: string): string {
  return (statSync(join(machine.root, path)).mode % 0o1000).toString(8);
}

/** Whether a call came before another. */
export function before(machine: Machine, first: string, second: string): boolean {
  const calls = machine.calls();
  const at = calls.findIndex((call) => call.startsWith(first));
  return at >= 0 && at < calls.findIndex((call) => call.startsWith(second));
}
