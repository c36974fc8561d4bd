import { Fn } from 'aws-cdk-lib';
import { MultipartBody } from 'aws-cdk-lib/aws-ec2';
import { IConstruct } from 'constructs';
import { markOf } from './user-data-text';
import { resolved } from '../../../references';

const CHARSET = 'charset="utf-8"';

/**
 * Two documents for cloud-init, the script after what was there. Each is run or read by itself, whatever becomes of the other.
 *
 * @param theirs the user data as it was
 * @param contentType its type; none where it is a MIME document, which becomes a part with the headers that it begins with
 */
export function besides(theirs: string, contentType: string | undefined, script: string, scope: IConstruct): string {
  const boundary = `cdk-xray-${markOf(script)}`;
  const first = contentType === undefined ? [theirs.trimStart()] : partOf(theirs, `${contentType}; ${CHARSET}`, scope).renderBodyPart();
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    'MIME-Version: 1.0',
    '',
    `--${boundary}`,
    ...first,
    `--${boundary}`,
    ...scriptPart(script, scope).renderBodyPart(),
    `--${boundary}--`,
    '',
  ].join('\n');
}

/** A shell script as a part of a MIME document. */
export function scriptPart(script: string, scope: IConstruct): MultipartBody {
  return partOf(script, MultipartBody.SHELL_SCRIPT, scope);
}

/** Encoded only where it has to be, for that takes a third more of the little room that there is. */
function partOf(body: string, contentType: string, scope: IConstruct): MultipartBody {
  return /[^ -~\s]/.test(JSON.stringify(resolved(body, scope)))
    ? MultipartBody.fromRawBody({ contentType, transferEncoding: 'base64', body: Fn.base64(body) })
    : MultipartBody.fromRawBody({ contentType, body });
}
