import { Aws, Token } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { readValue } from './read-powershell';
import { powershellList, powershellQuote, toBase64 } from '../../../../src/hosts/private/windows/powershell';
import { newStack } from '../../../fixtures';

const HOSTILE = ["'", "''", '\u2018', '\u2019; exit', '\u201c$(exit)\u201d', '\u2011', '`', '$(exit)', '${env:X}', '%PATH%', ';', '\n', '\r\n', '"', '{{ x }}', '', '@"\n"@', '\u0000'];

describe('powershellQuote', () => {
  test.each(HOSTILE)('keeps %j what it is', (value) => {
    expect(readValue(powershellQuote(value))).toBe(value);
  });

  test('keeps every text what it is, in plain ASCII on one line', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme' }))).map((parts) => parts.join('')), (value) => {
      const quoted = powershellQuote(value);
      expect(readValue(quoted)).toBe(value);
      expect(quoted).toMatch(/^[\x20-\x7e]*$/);
    }));
  });

  test('doubles single quotes in plain text', () => {
    expect(powershellQuote("it's")).toBe("'it''s'");
  });

  test('has CloudFormation encode what only it knows', () => {
    const value = newStack().resolve(powershellQuote(Aws.REGION));

    expect(value).toEqual({ 'Fn::Join': ['', ["([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('", { 'Fn::Base64': { Ref: 'AWS::Region' } }, "')))"]] });
  });
});

describe('powershellList', () => {
  test('is an array, also of one value or none', () => {
    expect([powershellList([]), powershellList(['a']), powershellList(['a', "b'c"])]).toEqual(['@()', "@('a')", "@('a', 'b''c')"]);
  });
});

describe('toBase64', () => {
  test('encodes UTF-8', () => {
    expect(toBase64('\u00fc')).toBe('w7w=');
  });

  test('leaves a token to CloudFormation', () => {
    expect(newStack().resolve(toBase64(Token.asString({ Ref: 'Parameter' })))).toEqual({ 'Fn::Base64': { Ref: 'Parameter' } });
  });
});
