/** What CloudFormation would know of a stack. */
export type Values = Readonly<Record<string, string>>;

/** A text of a template as CloudFormation would make it. */
export function textOf(value: unknown, values: Values): string {
  if (typeof value === 'string') {
    return value;
  }
  const [[name, argument] = ['', undefined], ...more] = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (more.length === 0 && name === 'Ref' && typeof argument === 'string' && argument in values) {
    return values[argument];
  }
  if (more.length === 0 && name === 'Fn::Base64') {
    return Buffer.from(textOf(argument, values)).toString('base64');
  }
  if (more.length === 0 && name === 'Fn::GetAtt' && Array.isArray(argument)) {
    return `arn:aws:e2e:eu-central-1:123456789012:${argument.join('/')}`;
  }
  if (more.length === 0 && name === 'Fn::Join' && Array.isArray(argument) && typeof argument[0] === 'string') {
    return listOf(argument[1], values).join(argument[0]);
  }
  throw new Error(`this test can't compute ${JSON.stringify(value)}`);
}

/** A list of a template: of texts, of what a text is split into, or of a parameter. */
function listOf(value: unknown, values: Values): string[] {
  if (Array.isArray(value)) {
    return value.map((part: unknown) => textOf(part, values));
  }
  const split: unknown = typeof value === 'object' && value !== null && 'Fn::Split' in value ? value['Fn::Split'] : undefined;
  return Array.isArray(split) && typeof split[0] === 'string' ? textOf(split[1], values).split(split[0]) : textOf(value, values).split(',');
}
