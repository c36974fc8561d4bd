import { Stack } from 'aws-cdk-lib';
import { TraceCollector } from '../../../../src/collectors/trace-collector';
import { linuxScript } from '../../../../src/hosts/private/linux/linux-script';
import { newStack } from '../../../fixtures';

type Installation = Parameters<typeof linuxScript>[1];

/** A script on an EC2 instance in eu-central-1, with what differs. */
export function render(differences: Partial<Installation> = {}, scope: Stack = newStack()): string {
  const script = linuxScript(scope, {
    collector: TraceCollector.xrayDaemon(),
    place: { listen: '127.0.0.1', region: 'eu-central-1', localMode: false },
    urlSuffix: 'amazonaws.com',
    ...differences,
  });
  return deployed(scope.resolve(script));
}

/** What CloudFormation makes of a value; every reference becomes the text of its name, or what is said here. */
export function deployed(value: unknown, references: Record<string, string> = { 'AWS::Region': 'eu-west-1', 'AWS::URLSuffix': 'amazonaws.com' }): string {
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'object' && value !== null) {
    if ('Ref' in value) {
      return references[String(value.Ref)] ?? String(value.Ref);
    }
    if ('Fn::Base64' in value) {
      return Buffer.from(deployed(value['Fn::Base64'], references)).toString('base64');
    }
    const join: unknown = 'Fn::Join' in value ? value['Fn::Join'] : undefined;
    if (Array.isArray(join) && Array.isArray(join[1])) {
      return join[1].map((part: unknown) => deployed(part, references)).join(String(join[0]));
    }
    const split: unknown = Array.isArray(join) ? join[1]['Fn::Split'] : undefined;
    if (Array.isArray(join) && Array.isArray(split)) {
      return deployed(split[1], references).split(String(split[0])).join(String(join[0]));
    }
  }
  throw new Error(`not a text after deployment: ${JSON.stringify(value)}`);
}
