import { TestEnvironment } from 'jest-environment-node';

/** Ends a worker of jest with the process that started it: it would go on with its file of tests, and all that those have started. */
export default class EndsWithItsParent extends TestEnvironment {
  public override async setup(): Promise<void> {
    await super.setup();
    process.on('disconnect', end);
  }

  public override async teardown(): Promise<void> {
    process.off('disconnect', end);
    await super.teardown();
  }
}

function end(): void {
  process.kill(process.pid, 'SIGKILL');
}
