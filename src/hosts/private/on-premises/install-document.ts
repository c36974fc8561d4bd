import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { fail } from '../../../errors';
import { resolved } from '../../../references';
import { toBase64 } from '../windows/powershell';

/** Systems Manager takes no larger document. */
const MAX_DOCUMENT_BYTES = 64 * 1024;

/** The scripts as a document of Systems Manager, where each runs on its own kind of machine, and from where they are fetched by hand. */
export function installDocument(scope: Construct, title: string, linuxScript: string, windowsScript: string): CfnDocument {
  const content = {
    schemaVersion: '2.2',
    description: `Installs the ${title} on this machine. It can run again without harm.`,
    mainSteps: [
      step('aws:runShellScript', 'linux', 'Linux', withoutParameters(linuxScript, scope)),
      step('aws:runPowerShellScript', 'windows', 'Windows', windowsScript),
    ],
  };
  const size = Buffer.byteLength(JSON.stringify(resolved(content, scope)));
  if (size > MAX_DOCUMENT_BYTES) {
    fail(scope, `the document with the installation must not exceed ${MAX_DOCUMENT_BYTES} bytes, got ${size}: give the collector a shorter configuration`);
  }
  return new CfnDocument(scope, 'Document', { documentType: 'Command', documentFormat: 'JSON', content });
}

/** The command that fetches the script of Linux and runs it, for an administrator with credentials of his own. */
export function linuxCommand(document: CfnDocument, region: string): string {
  return `${getDocument(document, region)} | python3 -c 'import json, sys; print(json.load(sys.stdin)["mainSteps"][0]["inputs"]["runCommand"][0])'`
    + ' >install-collector.sh && sudo bash install-collector.sh';
}

/** The same for PowerShell on Windows. */
export function windowsCommand(document: CfnDocument, region: string): string {
  return `(${getDocument(document, region)} | Out-String | ConvertFrom-Json).mainSteps[1].inputs.runCommand | Set-Content -Encoding Ascii install-collector.ps1;`
    + ' powershell.exe -NoProfile -ExecutionPolicy Bypass -File .\\install-collector.ps1';
}

function getDocument(document: CfnDocument, region: string): string {
  return `aws ssm get-document --region ${region} --name ${document.ref} --document-format JSON --query Content --output text`;
}

function step(action: string, name: string, platform: string, script: string): object {
  return {
    action,
    name,
    precondition: { StringEquals: ['platformType', platform] },
    inputs: { timeoutSeconds: '900', runCommand: [script] },
  };
}

/** Systems Manager takes two braces for one of its parameters; the user's own configuration may have them. Scripts of Windows have none. */
function withoutParameters(script: string, scope: Construct): string {
  return JSON.stringify(resolved(script, scope)).includes('{{')
    ? `#!/bin/bash\nbash -c "$(base64 -d <<<'${toBase64(script)}')"\n`
    : script;
}
