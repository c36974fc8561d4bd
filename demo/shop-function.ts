import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface ShopFunctionProps {
  /** Folder below `functions/` that holds the code. */
  readonly code: string;
  readonly description: string;
  readonly environment?: { [name: string]: string };
  /** @default - a role of its own */
  readonly role?: IRole;
  /** @default Duration.seconds(10) */
  readonly timeout?: Duration;
}

/** What all functions of the shop have in common. */
export class ShopFunction extends Function {
  constructor(scope: Construct, id: string, props: ShopFunctionProps) {
    super(scope, id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(__dirname, 'functions', props.code)),
      description: props.description,
      environment: props.environment,
      role: props.role,
      memorySize: 256,
      timeout: props.timeout ?? Duration.seconds(10),
      logGroup: new LogGroup(scope, `${id}Logs`, {
        retention: RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}
