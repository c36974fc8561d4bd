import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { at } from './json';
import { JsonObject, isJsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

/** Names of an assembly's stacks by their paths in the construct tree, those of its Stages too. */
export function stackNames(assembly: string): Map<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  const artifacts = at(manifest, 'artifacts');
  const names = new Map<string, string>();
  for (const [id, artifact] of isJsonObject(artifacts) ? Object.entries(artifacts) : []) {
    const type = at(artifact, 'type');
    if (type === 'cdk:cloud-assembly') {
      stackNames(join(assembly, String(at(artifact, 'properties', 'directoryName')))).forEach((name, path) => names.set(path, name));
    } else if (type === 'aws:cloudformation:stack') {
      // The display name is the path, with the name in brackets where it is another one.
      const path = String(at(artifact, 'displayName') ?? id).replace(/ \(.*\)$/, '');
      names.set(path, String(at(artifact, 'properties', 'stackName') ?? id));
    }
  }
  return names;
}

export interface DeployedResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  /** Physical ids by logical id in the resource's stack. */
  readonly neighbours: ReadonlyMap<string, string>;
  readonly properties: unknown;
  /** Stays when its stack is destroyed. */
  readonly retained: boolean;
}

/** The resources of a deployed stack, and of those nested in it. */
export async function deployedResources(emulator: Emulator, StackName: string): Promise<DeployedResource[]> {
  const resources = await emulator.sdk.list('cloudformation', 'describe_stack_resources', 'StackResources', { StackName });
  const template = await deployedTemplate(emulator, StackName);
  const neighbours = new Map(resources.map(({ LogicalResourceId, PhysicalResourceId }) => [String(LogicalResourceId), String(PhysicalResourceId)]));
  const own = resources.map(({ ResourceType, LogicalResourceId, PhysicalResourceId }) => ({
    type: String(ResourceType),
    logicalId: String(LogicalResourceId),
    physicalId: String(PhysicalResourceId),
    neighbours,
    properties: at(template, 'Resources', String(LogicalResourceId), 'Properties'),
    retained: at(template, 'Resources', String(LogicalResourceId), 'DeletionPolicy') === 'Retain',
  }));
  const nested = own.filter(({ type }) => type === 'AWS::CloudFormation::Stack').map(({ physicalId }) => deployedResources(emulator, physicalId));
  return [...own, ...(await Promise.all(nested)).flat()];
}

async function deployedTemplate({ sdk }: Emulator, StackName: string): Promise<JsonObject> {
  const { TemplateBody } = await sdk.call('cloudformation', 'get_template', { StackName, TemplateStage: 'Processed' });
  const template: unknown = typeof TemplateBody === 'string' ? JSON.parse(TemplateBody) : TemplateBody;
  return isJsonObject(template) ? template : {};
}

/** Whether the cloud assembly has a tracing report. */
export function reportFile(assembly: string): string | undefined {
  const file = join(assembly, 'xray-tracing-report.json');
  return existsSync(file) ? file : undefined;
}
