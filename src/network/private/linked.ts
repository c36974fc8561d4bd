import {
  CfnResource, DefaultTokenResolver, IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext, Reference, Tokenization,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isRecord, memberName } from '../../references';

/** A reference to a resource, as it stands for itself in a value, and not inside a function of CloudFormation. */
export class Link {
  constructor(public readonly target: CfnResource) {
  }
}

/** A value as it will be in the template, but with each reference to a resource left as a link, wherever the stack of that resource is. */
export function linked(value: unknown, scope: IConstruct): unknown {
  const result: unknown = Tokenization.resolve(value, { scope, preparing: false, resolver: new LinkResolver() });
  return result;
}

/** The resource of one of these types that a linked value is. */
export function linkTo(value: unknown, type: string): CfnResource | undefined {
  return value instanceof Link && value.target.cfnResourceType === type ? value.target : undefined;
}

/** Whether CloudFormation computes a linked value, or gets it from elsewhere, so that nothing is known of it. */
export function isComputed(value: unknown): boolean {
  return isRecord(value) && !(value instanceof Link);
}

/** A member of a linked object, as CloudFormation or as an L1 spells it. */
export function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] ?? value[memberName(name)] : undefined;
}

/** The text that a linked value ends with, where that is known. */
export function endOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value.endsWith('}') ? undefined : value;
  }
  if (Array.isArray(value)) {
    return endOf(value.at(-1));
  }
  if (!isRecord(value)) {
    return undefined;
  }
  const template = value['Fn::Sub'];
  return endOf(value['Fn::Join'] ?? (Array.isArray(template) ? template[0] : template));
}

/** Joins as CloudFormation does, so that a text with a computed part is a computed one. */
const JOIN: IFragmentConcatenator = {
  join: (left: unknown, right: unknown): unknown => {
    if (left === undefined || right === undefined || right === '') {
      return left ?? right;
    }
    return typeof left === 'string' && typeof right === 'string' ? left + right : { 'Fn::Join': ['', [left, right]] };
  },
};

class LinkResolver extends DefaultTokenResolver {
  constructor() {
    super(JOIN);
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnResource.isCfnResource(token.target)) {
      return new Link(token.target);
    }
    const result: unknown = super.resolveToken(token, context, postProcessor);
    return result;
  }
}
