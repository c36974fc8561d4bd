import { runAll } from './checks';
import { daemonChecks } from './daemon-checks';
import { Machine } from './machine';
import { packageChecks } from './package-checks';
import { Downloads, Signer } from './stand-in';
import { textChecks } from './text-checks';

/** Executes the installation scripts for Linux; the argument is the program shellcheck. */
async function main(shellcheck: string): Promise<void> {
  const signer = new Signer();
  const downloads = new Downloads();
  try {
    const url = await downloads.listen();
    const make = (): Machine => new Machine(signer, downloads, url);
    const failed = await runAll([...textChecks(shellcheck, make), ...daemonChecks(make), ...packageChecks(make)]);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    downloads.close();
    signer.remove();
  }
}

void main(process.argv[2]);
