import { Fn } from 'aws-cdk-lib';
import { MultipartBody } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { markOf } from './user-data-text';
import { resolved } from '../../../references';

const CHARSET = 'charset="utf-8"';

/**
 * When cloud-init runs a script: in the order of the names, among `part-001` and the like for parts without one, and `runcmd` for the commands of a
 * cloud-config. Source: cloudinit/user_data.py, config/cc_runcmd.py and subp.py (runparts) of cloud-init, 2026-11-22.
 */
export enum Turn {
  FIRST = '0-cdk-xray',
  LAST = 'zz-cdk-xray',
}

/**
 * Two documents for cloud-init. Each is run or read by itself, whatever becomes of the other.
 *
 * @param theirs the user data as it was
 * @param contentType its type
 */
export function besides(theirs: string, contentType: string, script: string, turn: Turn, scope: IConstruct): string {
  return multipart(partOf(theirs, `${contentType}; ${CHARSET}`, scope), script, turn, scope);
}

/** One more part of a MIME document; where its end is not to be seen, it becomes a part as a whole, with the headers that it begins with. */
export function oneMorePart(theirs: string, script: string, scope: IConstruct): string {
  const [, boundary] = /^content-type:\s*multipart\/(?:[^\n]|\n[ \t])*?boundary="?([^";\r\n]+)"?/im.exec(theirs.trimStart().split(/\n\r?\n/, 1)[0]) ?? [];
  const end = boundary === undefined ? -1 : theirs.lastIndexOf(`\n--${boundary}--`);
  return end < 0
    ? multipart([theirs.trimStart()], script, Turn.LAST, scope)
    : `${theirs.slice(0, end)}\n--${boundary}\n${scriptPart(script, Turn.LAST, scope).join('\n')}${theirs.slice(end)}`;
}

function multipart(first: readonly string[], script: string, turn: Turn, scope: IConstruct): string {
  const boundary = `cdk-xray-${markOf(script)}`;
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    'MIME-Version: 1.0',
    '',
    `--${boundary}`,
    ...first,
    `--${boundary}`,
    ...scriptPart(script, turn, scope),
    `--${boundary}--`,
    '',
  ].join('\n');
}

function scriptPart(script: string, turn: Turn, scope: IConstruct): string[] {
  return [`Content-Disposition: attachment; filename="${turn}"`, ...partOf(script, MultipartBody.SHELL_SCRIPT, scope)];
}

/** Encoded only where it has to be, for that takes a third more of the little room that there is. */
function partOf(body: string, contentType: string, scope: IConstruct): string[] {
  const encoded = /[^ -~\s]/.test(JSON.stringify(resolved(body, scope)));
  return MultipartBody.fromRawBody(encoded ? { contentType, transferEncoding: 'base64', body: Fn.base64(body) } : { contentType, body }).renderBodyPart();
}
