import { CfnResource } from 'aws-cdk-lib';
import { isRecord, propertyOf, referencesIn, resolved } from '../../references';

const AWS_KEY = 'alias/aws/xray';

const KEY_TYPES = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey', 'AWS::KMS::Alias'];

/** Stands for what only CloudFormation knows; no text has it. */
const UNKNOWN = '\u0000';

/**
 * Whether a resource sets X-Ray's encryption to a key of the customer's, for certain. CloudFormation has no type for that, so it is a call to the API that a
 * custom resource makes: `AwsCustomResource` has its calls as JSON, in which anything may be a token.
 */
export function setsCustomerKey(resource: CfnResource): boolean {
  if (!resource.cfnResourceType.startsWith('Custom::')) {
    return false;
  }
  const calls = ['Create', 'Update'].map((name) => propertyOf(resource, name)).filter((call) => call !== undefined);
  return calls.length > 0 && calls.every((call) => hasCustomerKey(call, resource));
}

/** Another Region, and a role that may be in another account, are elsewhere than the resource. */
function hasCustomerKey(call: unknown, resource: CfnResource): boolean {
  const { service, action, parameters, region = resource.stack.region, assumedRoleArn } = parsed(textOf(resolved(call, resource)));
  return isPutEncryptionConfig(service, action)
    && region === resource.stack.region
    && assumedRoleArn === undefined
    && isRecord(parameters)
    && parameters.Type === 'KMS'
    && typeof parameters.KeyId === 'string'
    && isCustomers(parameters.KeyId, () => referencesIn(call, resource));
}

/** The names of versions 2 and 3 of the SDK, in any case. */
function isPutEncryptionConfig(service: unknown, action: unknown): boolean {
  return /^(awssdkclient)?xray$/.test(comparable(service)) && /^putencryptionconfig(command)?$/.test(comparable(action));
}

/** A key whose id is not known is a customer's where it is made in the app. */
function isCustomers(key: string, references: () => CfnResource[]): boolean {
  const id = key.slice(key.lastIndexOf(UNKNOWN) + 1);
  const isKnown = id !== '' && (id === key || id.includes('/'));
  return isKnown ? !key.endsWith(AWS_KEY) : references().some(({ cfnResourceType }) => KEY_TYPES.includes(cfnResourceType));
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** A text of the template, with a sign for each part that is not known. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const join: unknown = isRecord(value) ? value['Fn::Join'] : undefined;
  if (!Array.isArray(join) || join[0] !== '' || !Array.isArray(join[1])) {
    return undefined;
  }
  const parts: unknown[] = join[1];
  return parts.map((part) => typeof part === 'string' ? part : JSON.stringify(UNKNOWN).slice(1, -1)).join('');
}

function comparable(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase().replace(/[^a-z]/g, '') : '';
}
