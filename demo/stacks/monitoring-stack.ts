import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Canary, Code, Runtime, Schedule, Test } from 'aws-cdk-lib/aws-synthetics';
import type { Construct } from 'constructs';

export interface MonitoringStackProps extends StackProps {
  readonly api: RestApi;
}

/** A customer that never sleeps: looks at the products every five minutes. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    super(scope, id, props);

    new Canary(this, 'Browse', {
      runtime: Runtime.SYNTHETICS_NODEJS_PUPPETEER_13_0,
      test: Test.custom({
        handler: 'index.handler',
        code: Code.fromInline(readFileSync(join(__dirname, '..', 'functions', 'browse-canary', 'index.js'), 'utf8')),
      }),
      schedule: Schedule.rate(Duration.minutes(5)),
      environmentVariables: { API_URL: props.api.url },
      provisionedResourceCleanup: true,
    });
  }
}
