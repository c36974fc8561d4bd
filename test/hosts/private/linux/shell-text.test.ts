import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { CfnParameter, Lazy } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { hostileText } from './hostile';
import { deployed } from './rendering';
import { Sandbox } from './sandbox';
import { shellQuote, shellValue, writeFile } from '../../../../src/hosts/private/linux/shell-text';
import { newStack } from '../../../fixtures';

function echoed(word: string): string {
  return execFileSync('bash', ['--norc', '-c', `printf %s ${word}`]).toString();
}

describe('text for a shell', () => {
  let sandbox: Sandbox;

  beforeEach(() => {
    sandbox = new Sandbox();
  });

  afterEach(() => {
    sandbox.remove();
  });

  function written(commands: string): string {
    execFileSync('bash', ['--norc', '-c', commands], { env: { PATH: process.env.PATH, work: sandbox.root }, stdio: 'pipe' });
    return readFileSync(join(sandbox.root, 'file'), 'utf8');
  }

  test('a plain text is quoted as it is', () => {
    expect(shellQuote('eu-central-1')).toBe('\'eu-central-1\'');
  });

  test('whatever a text holds, the shell gives it back', () => {
    fc.assert(fc.property(hostileText, (text) => {
      expect(echoed(shellQuote(text))).toBe(text);
    }), { numRuns: 40 });
  });

  test('the Region of the stack stays readable', () => {
    const stack = newStack();

    expect(deployed(stack.resolve(shellValue(stack, stack.region)))).toBe('\'eu-west-1\'');
  });

  test('another deploy-time value can\'t break out of its word', () => {
    fc.assert(fc.property(hostileText, (text) => {
      const stack = newStack();
      const parameter = new CfnParameter(stack, 'Parameter');

      const word = deployed(stack.resolve(shellValue(stack, parameter.valueAsString)), { Parameter: text });

      expect(word).toMatch(/^"\$\(base64 -d <<<'[\w+/=]*'\)"$/);
      expect(echoed(word)).toBe(text.replace(/\n+$/, ''));
    }), { numRuns: 20 });
  });

  test('a text of several lines is readable in the script', () => {
    expect(writeFile('file', 'a: 1\nb: "$HOME"\n')).toMatch(/^cat >"\$work\/file" <<'(END_[0-9a-f]{16})'\na: 1\nb: "\$HOME"\n\1$/);
  });

  test('whatever a text holds, the file has it', () => {
    fc.assert(fc.property(hostileText, (text) => {
      expect(written(writeFile('file', text)).replace(/\n$/, '')).toBe(text.replace(/\n$/, ''));
    }), { numRuns: 40 });
  });

  test('the end of a text that is given inside another text does not end that one', () => {
    const inner = writeFile('file', 'inner');

    expect(written(writeFile('file', inner))).toBe(`${inner}\n`);
  });

  test('whatever a deploy-time value in a text becomes, the file has it', () => {
    fc.assert(fc.property(hostileText, (text) => {
      const stack = newStack();
      const commands = writeFile('file', `value: ${Lazy.string({ produce: () => text })}\n`);

      expect(written(deployed(stack.resolve(commands)))).toBe(`value: ${text}\n`);
    }), { numRuns: 20 });
  });
});
