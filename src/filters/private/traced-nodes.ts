import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { NodeSelector } from './ast';
import { isRecord, memberName, propertyOf, referencesIn, resolved } from '../../references';
import { withinStage } from '../../stages';

/** A kind of resource that X-Ray has a service of. */
interface NamedKind {
  /** The type of the service. */
  readonly type: string;
  /** The property that switches tracing on, and its value then. */
  readonly tracing: readonly string[];
  readonly on: string | boolean;
  /** The name of the service; nothing where it is not known. */
  readonly name: (resource: CfnResource) => string | undefined;
}

const FUNCTION = { type: 'AWS::Lambda::Function', name: byProperty('FunctionName', ({ ref }) => ref) };
const STATE_MACHINE = 'AWS::StepFunctions::StateMachine';
const STAGE = { type: 'AWS::ApiGateway::Stage', name: stageName };

/**
 * By type of resource. The names of AppSync's services are not documented.
 * Sources: X-Ray Developer Guide, "Use filter expressions" (functions) and "Configure sampling rules" (stages), read 2026-11-22; for the names of state
 * machines, segment documents in code that others published, read 2026-11-23.
 */
const KINDS = new Map<string, NamedKind>([
  ['AWS::Lambda::Function', { ...FUNCTION, tracing: ['TracingConfig', 'Mode'], on: 'Active' }],
  ['AWS::Serverless::Function', { ...FUNCTION, tracing: ['Tracing'], on: 'Active' }],
  [STATE_MACHINE, { type: STATE_MACHINE, tracing: ['TracingConfiguration', 'Enabled'], on: true, name: byProperty('StateMachineName', attributeName) }],
  ['AWS::Serverless::StateMachine', { type: STATE_MACHINE, tracing: ['Tracing', 'Enabled'], on: true, name: byProperty('Name', attributeName) }],
  ['AWS::ApiGateway::Stage', { ...STAGE, tracing: ['TracingEnabled'], on: true }],
  ['AWS::ApiGateway::Deployment', { ...STAGE, tracing: ['StageDescription', 'TracingEnabled'], on: true }],
]);

/** The services that X-Ray has of a stack and its nested stacks, as they stand now. */
export function tracedNodesIn(stack: Stack): NodeSelector[] {
  return withinStage(stack)
    .filter((construct) => CfnResource.isCfnResource(construct))
    .filter((resource) => belongsTo(resource.stack, stack))
    .flatMap(nodeOf);
}

function belongsTo(inner: Stack, stack: Stack): boolean {
  return inner === stack || (inner.nestedStackParent !== undefined && belongsTo(inner.nestedStackParent, stack));
}

function nodeOf(resource: CfnResource): NodeSelector[] {
  const kind = KINDS.get(resource.cfnResourceType);
  const name = kind && isTraced(resource, kind) ? kind.name(resource) : undefined;
  return kind === undefined || name === undefined ? [] : [{ name, type: kind.type, byId: true }];
}

/** Whether tracing is on; what is decided at deployment may be. */
function isTraced(resource: CfnResource, { tracing: [property, member], on }: NamedKind): boolean {
  const whole = resolved(propertyOf(resource, property), resource);
  const value = member === undefined || !isRecord(whole) ? whole : whole[memberName(member)] ?? whole[member];
  return value === on || value === String(on) || isRecord(value);
}

/**
 * The name that was given, where it is known: no reference is needed then. Nothing can refer to a resource that a condition may leave out.
 */
function byProperty(property: string, reference: (resource: CfnResource) => string): NamedKind['name'] {
  return (resource) => {
    const given = resolved(propertyOf(resource, property), resource);
    if (typeof given === 'string' && given !== '') {
      return given;
    }
    return resource.cfnOptions.condition === undefined ? reference(resource) : undefined;
  };
}

function attributeName(resource: CfnResource): string {
  return resource.getAtt('Name').toString();
}

/** A stage is called after its API and itself. The name of an API whose definition says it is not known. */
function stageName(resource: CfnResource): string | undefined {
  const api = referencesIn(propertyOf(resource, 'RestApiId'), resource).find(({ cfnResourceType }) => cfnResourceType === 'AWS::ApiGateway::RestApi');
  const apiName = api && textOf(propertyOf(api, 'Name'), api);
  const stage = textOf(propertyOf(resource, 'StageName'), resource);
  return apiName === undefined || stage === undefined ? undefined : `${apiName}/${stage}`;
}

function textOf(value: unknown, scope: CfnResource): string | undefined {
  const known = resolved(value, scope);
  if (typeof known === 'string') {
    return known === '' ? undefined : known;
  }
  return known === undefined || known === null ? undefined : Token.asString(value);
}
