/** Writes every PowerShell script that the library renders into the folder that is named, one file each. Tokens stay what they are. */
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Aws, Stack } from 'aws-cdk-lib';
import { TraceCollector } from '../src/collectors/trace-collector';
import { Installation } from '../src/hosts/private/installation';
import { LEND_ON_WINDOWS } from '../src/hosts/private/on-premises/lent-credentials';
import { windowsScript } from '../src/hosts/private/windows/windows-script';

const folder = process.argv[2];
const COLLECTORS: Record<string, TraceCollector> = {
  'daemon': TraceCollector.xrayDaemon(),
  'agent': TraceCollector.cloudWatchAgent(),
  'opentelemetry': TraceCollector.openTelemetry(),
};
const PLACES: Record<string, Omit<Installation, 'collector'>> = {
  'ec2': place('eu-central-1', false),
  'tokens': place(Aws.REGION, false),
  'required': { ...place('eu-central-1', false), required: true, signal: { stack: 'arn:aws:cloudformation:x', logicalId: 'Group', region: 'eu-central-1' } },
  'on-premises': { ...place('eu-central-1', true), awsConfig: '[default]\nregion = eu-central-1\n', windowsFiles: ['C:\\helper.exe', "C:\\it's"] },
  'peers': { ...place('eu-central-1', false), place: { listen: '0.0.0.0', region: 'eu-central-1', localMode: false } },
  'mirror': {
    ...place('eu-central-1', false),
    mirror: { baseUrl: 'http://mirror.example.com/it;$(is)', keyFingerprint: 'EA6D 9271 FBF3 6990 277F 4B87 7BFE 036B FE61 57D3' },
  },
};

function place(region: string, localMode: boolean): Omit<Installation, 'collector'> {
  return { place: { listen: '127.0.0.1', region, localMode }, urlSuffix: 'amazonaws.com' };
}

mkdirSync(folder);
writeFileSync(join(folder, 'lent-credentials.ps1'), LEND_ON_WINDOWS);
for (const [collector, value] of Object.entries(COLLECTORS)) {
  for (const [name, installation] of Object.entries(PLACES)) {
    const stack = new Stack(new App(), 'Stack');
    writeFileSync(join(folder, `${collector}-${name}.ps1`), windowsScript(stack, { ...installation, collector: value }));
  }
}
