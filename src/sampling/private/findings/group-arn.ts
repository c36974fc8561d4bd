import { CfnResource } from 'aws-cdk-lib';
import { AppRule } from './app-rule';
import { isRecord, propertyOf, referencesIn, resolved } from '../../../references';

const GROUP_ARN = /^arn:[^:]*:xray:[^:]*:[^:]*:group\//i;

/** The ARN in a rule where it is that of an X-Ray group, as far as it is known: written out, put together for the place of its stack, or a reference. */
export function groupArnIn({ resource, patterns: { resourceArn } }: AppRule): string | undefined {
  return resourceArn === undefined ? composedArnIn(resource) : groupArn(resourceArn);
}

function composedArnIn(rule: CfnResource): string | undefined {
  const properties = propertyOf(rule, 'SamplingRule');
  const arn: unknown = isRecord(properties) ? properties.resourceArn ?? properties.ResourceARN : undefined;
  const value = resolved(arn, rule);
  const text = textOf(value);
  if (text !== undefined) {
    return groupArn(text);
  }
  return isRecord(value) && !('Fn::Join' in value) && !('Fn::Sub' in value)
    ? referencesIn(arn, rule).find(({ cfnResourceType }) => cfnResourceType === 'AWS::XRay::Group')?.node.path
    : undefined;
}

function groupArn(arn: string): string | undefined {
  return GROUP_ARN.test(arn) ? arn : undefined;
}

/** A text; what the place of the stack stands for is any text in it. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (!isRecord(value)) {
    return undefined;
  }
  if (typeof value.Ref === 'string' && value.Ref.startsWith('AWS::') && value.Ref !== 'AWS::NoValue') {
    return '*';
  }
  const join = value['Fn::Join'];
  const [separator, parts]: unknown[] = Array.isArray(join) ? join : [];
  const texts = Array.isArray(parts) ? parts.map(textOf) : [undefined];
  return separator === '' && texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}
