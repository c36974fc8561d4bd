import { Stack } from 'aws-cdk-lib';
import { CfnTrustAnchor } from 'aws-cdk-lib/aws-rolesanywhere';
import { onlyOne } from '../fixtures';

export function trustAnchor(stack: Stack): CfnTrustAnchor {
  return new CfnTrustAnchor(stack, 'Anchor', {
    name: 'plant',
    enabled: true,
    source: { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/1' } },
  });
}

export const ANCHOR_ARN = { 'Fn::GetAtt': ['Anchor', 'TrustAnchorArn'] };

interface Step {
  readonly action: string;
  readonly precondition: object;
  readonly inputs: { readonly timeoutSeconds: string; readonly runCommand: unknown[] };
}

/** The steps of the one document in a stack: Linux and Windows. */
export function stepsOf(stack: Stack): Step[] {
  const content: { mainSteps: Step[] } = JSON.parse(JSON.stringify(onlyOne(stack, 'AWS::SSM::Document').Content));
  return content.mainSteps;
}

/** A value of a template as it is deployed to eu-central-1, with every other reference in angle brackets. */
export function deployed(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, inner]] = Object.entries(typeof value === 'object' && value !== null ? value : { unknown: value });
  if (name === 'Fn::Join' && Array.isArray(inner)) {
    const split: unknown = inner[1]['Fn::Split'];
    return Array.isArray(split) ? deployed(split[1]).split(String(split[0])).join(String(inner[0])) : inner[1].map(deployed).join(String(inner[0]));
  }
  if (name === 'Fn::Base64') {
    return Buffer.from(deployed(inner)).toString('base64');
  }
  const pseudo: Record<string, string> = { 'AWS::Region': 'eu-central-1', 'AWS::URLSuffix': 'amazonaws.com', 'AWS::Partition': 'aws' };
  return typeof inner === 'string' ? pseudo[inner] ?? `<${inner}>` : `<${JSON.stringify(inner)}>`;
}

/** Everything that is in base64 in a text, decoded. */
export function decoded(text: string): string[] {
  return [...text.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)].map(([base64]) => Buffer.from(base64, 'base64').toString('utf8'));
}

/** The SDK's configuration in the scripts of Linux and of Windows, as it is deployed. */
export function sdkConfigs(stack: Stack): (string | undefined)[] {
  return stepsOf(stack).map(({ inputs }) => {
    const script = deployed(inputs.runCommand[0]);
    const [config] = [script, ...decoded(script)].flatMap((text) => /^\[default\]\nregion = .*\ncredential_process = .*$/m.exec(text) ?? []);
    return config;
  });
}
