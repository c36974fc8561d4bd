import { readFileSync } from 'fs';
import { DeployedResource, deployedResources, reportFile, stackNames } from './deployed-stacks';
import { at, objectsAt } from './json';
import { JsonObject } from '../../support/aws-sdk';
import { Emulator } from '../../support/emulator';

type Finder = (candidate: DeployedResource) => boolean;

/** What SAM's transform makes of its types. */
const SERVERLESS: ReadonlyMap<string, (logicalId: string) => Finder> = new Map([
  ['AWS::Serverless::Function', (logicalId) => (candidate) => candidate.type === 'AWS::Lambda::Function' && candidate.logicalId === logicalId],
  ['AWS::Serverless::StateMachine', (logicalId) => (candidate) => candidate.type === 'AWS::StepFunctions::StateMachine' && candidate.logicalId === logicalId],
  ['AWS::Serverless::Api', (logicalId) => (candidate) => candidate.type === 'AWS::ApiGateway::Stage' && candidate.logicalId.startsWith(logicalId)],
]);

/** What an assembly's tracing report calls traced, as `type id` of what was deployed. */
export async function tracedByReport(emulator: Emulator, assembly: string): Promise<string[]> {
  const file = reportFile(assembly);
  if (file === undefined) {
    throw new Error('The assembly has no tracing report');
  }
  const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const names = stackNames(assembly);
  const deployed = new Map<string, DeployedResource[]>();
  const traced = new Set<string>();
  for (const resource of objectsAt(report, 'resources').filter(({ state }) => state === 'traced')) {
    const stack = stackOf(String(resource.stack), names);
    const resources = deployed.get(stack) ?? await deployedResources(emulator, stack);
    deployed.set(stack, resources);
    traced.add(identify(resource, resources));
  }
  return [...traced].sort();
}

/** A nested stack is found in the stack that it is in. */
function stackOf(path: string, names: ReadonlyMap<string, string>): string {
  const name = names.get(path);
  if (name !== undefined) {
    return name;
  }
  if (!path.includes('/')) {
    throw new Error(`The assembly has no stack ${path}`);
  }
  return stackOf(path.slice(0, path.lastIndexOf('/')), names);
}

function identify({ resourceType, logicalId, constructPath }: JsonObject, resources: readonly DeployedResource[]): string {
  const wanted = SERVERLESS.get(String(resourceType))?.(String(logicalId))
    ?? ((candidate) => candidate.type === resourceType && candidate.logicalId === logicalId);
  const found = resources.filter(wanted);
  if (found.length !== 1) {
    throw new Error(`${String(constructPath)} was deployed ${found.length} times`);
  }
  const [{ type, physicalId, properties, neighbours }] = found;
  if (type === 'AWS::AppSync::GraphQLApi') {
    // CloudFormation knows it by its ARN, the emulator by its id.
    return `${type} ${physicalId.slice(physicalId.lastIndexOf('/') + 1)}`;
  }
  if (type !== 'AWS::ApiGateway::Stage' && type !== 'AWS::ApiGateway::Deployment') {
    return `${type} ${physicalId}`;
  }
  // A stage's name is its own only within its API.
  const api = neighbours.get(String(at(properties, 'RestApiId', 'Ref')));
  return `AWS::ApiGateway::Stage ${String(api)}/${String(at(properties, 'StageName'))}`;
}
