import { createHash } from 'crypto';
import { CfnElement, CfnResource, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Lazy, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';

/** Logical ids have at most 255 characters, and those of the CDK up to 248. */
const HASH_LENGTH = 6;

/**
 * Has the logical id of a resource follow its name, for resources that CloudFormation takes for renamable and the service does not: another name is another
 * resource then. The name may hold tokens, and what these refer to may get another logical id later.
 */
export function identifyByName(resource: CfnResource, name: string): void {
  resource.overrideLogicalId(Lazy.uncachedString({
    produce: () => {
      const identity: unknown = Tokenization.resolve(name, { scope: resource, resolver: new IdentityResolver(), preparing: false });
      const hash = createHash('sha256').update(JSON.stringify(identity ?? null)).digest('hex').slice(0, HASH_LENGTH).toUpperCase();
      return Stack.of(resource).getLogicalId(resource) + hash;
    },
  }));
}

/** Says what a name is made of. The CDK's own resolution of a reference to another stack is one thing before it is linked, and another thing after. */
class IdentityResolver extends DefaultTokenResolver {
  constructor() {
    super(new IdentityConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
      const id: unknown = token.target.stack.resolve(token.target.logicalId);
      return [id, token.displayName];
    }
    const result: unknown = super.resolveToken(token, context, postProcessor);
    return result;
  }
}

class IdentityConcat extends StringConcat {
  public join(left: unknown, right: unknown): unknown {
    return typeof left === 'string' && typeof right === 'string' ? left + right : [left, right];
  }
}
