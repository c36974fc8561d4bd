import { installMissing } from './install-programs';
import { describeDaemon } from '../boot/daemon-program';

/** The first line of every run says what it was run with. */
export default async function prepare(): Promise<void> {
  process.stdout.write(`${describeDaemon()}\n`);
  await installMissing();
}
