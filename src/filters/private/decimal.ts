import { Token, Tokenization } from 'aws-cdk-lib';

/** The shortest decimal that means the number: AWS shows no exponents. */
export function decimal(value: number): string {
  if (Token.isUnresolved(value)) {
    return Tokenization.stringifyNumber(value);
  }
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) {
    return String(value);
  }
  const digits = `${whole}${fraction}`;
  const point = whole.length + Number(exponent);
  return point > 0 ? `${sign}${digits.padEnd(point, '0')}` : `${sign}0.${'0'.repeat(-point)}${digits}`;
}

/** Whether a number that was written out is the one that it was read as: beyond some size a number can't have each of its digits. */
export function isExact(text: string, value: number): boolean {
  const isWhole = /^-?\d+$/.test(text);
  return isWhole ? decimal(value) === text.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0') : value !== 0 || !/[1-9]/.test(text.replace(/e.*$/i, ''));
}
