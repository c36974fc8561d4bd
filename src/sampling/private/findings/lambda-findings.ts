import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AppRule, RuleFinding } from './app-rule';
import { placeOf } from '../../../account/place';
import { lambdaSamplingFixed } from '../../../findings';
import { isRoleProvider } from '../../../permissions/role-access';
import { isRecord, propertyOf, referencesIn, resolved } from '../../../references';
import { withinStage } from '../../../stages';
import { SamplingClient } from '../../sampling-client';
import { SamplingServiceType } from '../../sampling-service-type';
import { ANY } from '../rules/rule-facts';

const FUNCTIONS = ['AWS::Lambda::Function', 'AWS::Serverless::Function'];

/** The ARN of a function with its name written out. */
const FUNCTION_ARN = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:([^:*?]+)(?::[^:]*)?$/i;

/**
 * The function behind every AwsCustomResource of the CDK, by the id that it has in a stack: `AWS` and AwsCustomResource.PROVIDER_FUNCTION_UUID.
 * Source: aws-cdk-lib 2.260.0, custom-resources; read 2026-11-22.
 */
const CUSTOM_RESOURCE_FUNCTION = 'AWS679f53fac002430cb0da5b7982bd2287';

/** Rules for the functions of a Stage: Lambda does not go by rules. */
export function lambdaFindings(stage: IConstruct, rules: readonly AppRule[]): RuleFinding[] {
  const candidates = rules.filter((rule) => mayBeForLambda(rule) && isForAnyType(rule));
  const functions = candidates.length > 0 ? withinStage(stage).filter(isFunction) : [];
  return candidates.flatMap((rule): RuleFinding[] => {
    const targets = targetsOf(rule);
    const named = functions.filter((fn) => targets.includes(fn) || (placeOf(fn)?.key === rule.place.key && isNamedBy(fn, rule)));
    const [{ node: { path } }] = [...named, rule.resource];
    const others = named.length > 1 ? ` and ${named.length - 1} more` : '';
    return named.length > 0 ? [[rule, lambdaSamplingFixed(`${named.length > 1 ? 'functions' : 'function'} ${path}${others}`)]] : [];
  });
}

/** OpenTelemetry in a function asks for rules; Lambda itself does not. */
function mayBeForLambda({ clients }: AppRule): boolean {
  return clients === undefined || clients.some((client) => client !== SamplingClient.OPENTELEMETRY);
}

function isOnType({ patterns: { serviceType } }: AppRule): boolean {
  return serviceType?.toLowerCase() === SamplingServiceType.LAMBDA_FUNCTION.toLowerCase();
}

function isOnName({ patterns: { serviceName, serviceType } }: AppRule): boolean {
  return serviceType === ANY && serviceName !== undefined && !/[*?]/.test(serviceName);
}

function isForAnyType(rule: AppRule): boolean {
  return rule.patterns.serviceType === ANY || isOnType(rule);
}

function isNamedBy(fn: CfnResource, rule: AppRule): boolean {
  const name = nameOf(fn);
  const { serviceName, resourceArn = '' } = rule.patterns;
  return isOnType(rule) || (typeof name === 'string' && ((isOnName(rule) && name === serviceName) || name === FUNCTION_ARN.exec(resourceArn)?.[1]));
}

/** The functions that a rule refers to by their name or ARN, and by nothing else beside. */
function targetsOf({ resource }: AppRule): CfnResource[] {
  const rule = propertyOf(resource, 'SamplingRule');
  const values = isRecord(rule) ? [rule.serviceName ?? rule.ServiceName, rule.resourceArn ?? rule.ResourceARN] : [];
  return values.filter((value) => isReference(resolved(value, resource))).flatMap((value) => referencesIn(value, resource));
}

function isReference(value: unknown): boolean {
  return isRecord(value) && ('Ref' in value || 'Fn::GetAtt' in value || 'Fn::ImportValue' in value);
}

function isFunction(construct: IConstruct): construct is CfnResource {
  return CfnResource.isCfnResource(construct) && FUNCTIONS.includes(construct.cfnResourceType) && !isOfFramework(construct);
}

/** Whether the CDK has a function for itself. */
function isOfFramework({ node: { scope } }: CfnResource): boolean {
  return isRoleProvider(scope) || scope?.node.id === CUSTOM_RESOURCE_FUNCTION;
}

function nameOf(fn: CfnResource): unknown {
  return resolved(propertyOf(fn, 'FunctionName'), fn);
}
