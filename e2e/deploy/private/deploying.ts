import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { JsonObject } from '../../support/aws-sdk';
import { Emulator, runCdk } from '../../support/emulator';

const DEPLOY = ['deploy', '--require-approval', 'never', '--method', 'direct'];

/** Synthesizes an app into a folder of the emulator's. */
export function synthesize(emulator: Emulator, name: string, build: (app: App) => void, context: JsonObject = {}): string {
  const outdir = join(emulator.folder, name);
  const app = new App({ outdir, analyticsReporting: false, context: { '@aws-cdk/core:failSynthOnValidationErrors': false, ...context } });
  build(app);
  // The CDK announces each validation.
  const announcement = jest.spyOn(console, 'error').mockImplementation();
  try {
    app.synth();
  } finally {
    announcement.mockRestore();
  }
  return outdir;
}

/** All stacks, those in Stages too. */
export function deploy(emulator: Emulator, assembly: string): Promise<string> {
  return runCdk(emulator, [...DEPLOY, '**', '--app', assembly]);
}

/** One stack, without those that it depends on. */
export function deployAlone(emulator: Emulator, assembly: string, stack: string): Promise<string> {
  return runCdk(emulator, [...DEPLOY, stack, '--exclusively', '--app', assembly]);
}

export function destroy(emulator: Emulator, assembly: string): Promise<string> {
  return runCdk(emulator, ['destroy', '**', '--app', assembly, '--force']);
}
