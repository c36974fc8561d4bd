import { runCommand } from './commands';
import { isInstalled } from './requirements';

/** Debian's packages of the programs that a part of the suite starts. Go is not among them: nobody expects a compiler to be installed by tests. */
const PACKAGES: Readonly<Record<string, string>> = {
  'python3': 'python3-venv',
  'systemd-nspawn': 'systemd-container',
  'mmdebstrap': 'mmdebstrap',
  'ip': 'iproute2',
  'pgrep': 'procps',
  'setpriv': 'util-linux',
  'gpg': 'gnupg',
  'openssl': 'openssl',
};

/** On Debian and Ubuntu, root gets what is missing; whatever is missing elsewhere, the tests that need it say. */
export async function installMissing(): Promise<void> {
  const lacks = Object.keys(PACKAGES).filter((program) => !isInstalled(program));
  if (lacks.length === 0 || process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    return;
  }
  // By these keys mmdebstrap knows Debian: Ubuntu does not bring them along.
  const keys = lacks.includes('mmdebstrap') ? ['debian-archive-keyring'] : [];
  const packages = [...lacks.map((program) => PACKAGES[program]), ...keys];
  process.stdout.write(`Installing ${packages.join(', ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand(['apt-get', '-qq', 'update'], { env });
  await runCommand(['apt-get', '-qq', '-y', '--no-install-recommends', 'install', ...packages], { env });
}
