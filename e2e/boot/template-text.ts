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
  if (more.length === 0 && name === 'Fn::Join' && Array.isArray(argument) && typeof argument[0] === 'string' && Array.isArray(argument[1])) {
    return argument[1].map((part: unknown) => textOf(part, values)).join(argument[0]);
  }
  throw new Error(`this test can't compute ${JSON.stringify(value)}`);
}
