import { CfnResource, IResolvable, IResolveContext, ITokenResolver, IPostProcessor, Reference, Stack, Tokenization, TokenizedStringFragments } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * The resources that a value refers to, in the order in which they appear, wherever their stacks are.
 */
export function referencesIn(value: unknown, scope: IConstruct): CfnResource[] {
  const collector = new ReferenceCollector();
  Tokenization.resolve(value, { scope, preparing: false, resolver: collector });
  return collector.targets;
}

/**
 * A list of strings, with the tokens inside its strings left as they are; nothing where the list is computed by CloudFormation.
 * A full resolution costs ten times as much, and an app does this for every role.
 */
export function listItems(list: string[], scope: IConstruct): string[] | undefined {
  const token = Tokenization.reverseList(list);
  if (!token) {
    return list;
  }
  const items: unknown = token.resolve({
    scope,
    preparing: false,
    documentPath: [],
    registerPostProcessor: () => undefined,
    resolve: (value: unknown) => resolved(value, scope),
  }) ?? [];
  return isStringList(items) ? items : undefined;
}

/**
 * What a value will be in the template, as far as it is known.
 */
export function resolved(value: unknown, scope: IConstruct): unknown {
  const result: unknown = Stack.of(scope).resolve(value);
  return result;
}

/**
 * The properties of a resource that has no class of its own. The CDK gives them to subclasses of CfnResource only.
 */
export function rawProperties(resource: CfnResource): unknown {
  const properties: unknown = Reflect.get(resource, 'cfnProperties');
  return properties;
}

/** How an L1 spells a property of CloudFormation. */
export function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A property of a resource, typed or raw, by its name in CloudFormation. */
export function propertyOf(resource: CfnResource, name: string): unknown {
  const member = memberName(name);
  if (member in resource) {
    const value: unknown = Reflect.get(resource, member);
    return value;
  }
  const raw = rawProperties(resource);
  return isRecord(raw) ? raw[name] : undefined;
}

/** Whether a value is a plain object of which the keys can be read. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

class ReferenceCollector implements ITokenResolver {
  public readonly targets: CfnResource[] = [];

  public resolveToken(token: IResolvable, context: IResolveContext, _postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token)) {
      return context.resolve(token.resolve(context));
    }
    if (CfnResource.isCfnResource(token.target)) {
      this.targets.push(token.target);
    }
    return undefined;
  }

  public resolveString(fragments: TokenizedStringFragments, context: IResolveContext): unknown {
    fragments.tokens.forEach((token) => context.resolve(token));
    return undefined;
  }

  public resolveList(list: string[], context: IResolveContext): unknown {
    return context.resolve(Tokenization.reverseList(list));
  }
}
