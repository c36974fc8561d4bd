import { App } from 'aws-cdk-lib';

/** An app whose snapshot holds no paths of the machine that wrote it. */
export function snapshotApp(): App {
  return new App({
    context: {
      'aws:cdk:disable-creation-stack-traces': true,
      'aws:cdk:disable-stack-trace': true,
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
    },
  });
}
