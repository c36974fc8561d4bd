import { CfnParameter, Size, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CollectorLogLevel, TraceCollectorOptions } from '../../../src';

/** Options by what they say, for a stack that holds what they need. */
export type Options<T> = Readonly<Record<string, (stack: Stack) => T>>;

/** What somebody gives the parameters of the stacks at deployment. */
export const PARAMETERS = { Region: 'eu-west-3', Buffer: '24', Attributes: 'tenant,order.id', Concurrency: '4' };

/** Each option that all collectors have, and all at once. */
export const COMMON_OPTIONS: Options<TraceCollectorOptions> = {
  'nothing said': () => ({}),
  'a Region': () => ({ region: 'eu-west-1' }),
  'a Region of a parameter': (stack) => ({ region: new CfnParameter(stack, 'Region').valueAsString }),
  'a role of the app': (stack) => ({ role: new iam.Role(stack, 'Sender', { assumedBy: new iam.AccountRootPrincipal() }) }),
  'a proxy': () => ({ proxy: 'http://proxy.example.com:3128' }),
  'an endpoint': () => ({ endpoint: 'https://vpce-1.xray.eu-central-1.vpce.amazonaws.com' }),
  'the ARN of its resource': () => ({ resourceArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop' }),
  'the smallest buffer': () => ({ bufferMemory: Size.mebibytes(3) }),
  'a buffer of a parameter': (stack) => ({ bufferMemory: Size.mebibytes(new CfnParameter(stack, 'Buffer', { type: 'Number' }).valueAsNumber) }),
  ...Object.fromEntries(Object.values(CollectorLogLevel).map((logLevel) => [`the log level ${logLevel}`, () => ({ logLevel })])),
  'all of them': (stack) => ({
    region: Token.asString({ Ref: 'AWS::Region' }),
    role: iam.Role.fromRoleArn(stack, 'Elsewhere', 'arn:aws:iam::210987654321:role/traces'),
    proxy: 'https://proxy.example.com:8443',
    endpoint: 'https://xray.eu-central-1.amazonaws.com:443',
    resourceArn: 'arn:aws:ec2:eu-central-1:123456789012:instance/i-1',
    bufferMemory: Size.gibibytes(1),
    logLevel: CollectorLogLevel.DEBUG,
  }),
};
