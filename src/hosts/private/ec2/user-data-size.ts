import { IConstruct } from 'constructs';
import { bytesOf } from './user-data-text';

/** Source: Amazon EC2 user guide, user data, 2026-11-22: 16 KB before it is encoded. */
const MAX_BYTES = 16_384;

/** What is wrong with the size of user data; what is known at deployment only is not counted. */
export function sizeProblem(text: string, resource: IConstruct): string | undefined {
  const bytes = bytesOf(text, resource);
  return bytes > MAX_BYTES
    ? `the user data of ${resource.node.path} must be ${MAX_BYTES} bytes or less, got ${bytes} with the collector's script: put your own commands into a file that `
      + 'the user data downloads, or bake the collector into the image by installScript'
    : undefined;
}
