import { createHash } from 'crypto';
import { CfnResource, Lazy, Stack } from 'aws-cdk-lib';
import { resolved } from '../../../references';

/**
 * Whether an instance is replaced when its user data changes: then the CDK appends a hash of the user data to its logical id.
 */
export function isReplacedOnChange(instance: CfnResource): boolean {
  const id: unknown = resolved(instance.logicalId, instance);
  const base = Stack.of(instance).getLogicalId(instance);
  return typeof id === 'string' && id.startsWith(base) && /^[0-9a-f]{8,}$/i.test(id.slice(base.length));
}

/** Has the logical id depend on user data that the CDK's L2 does not know of. */
export function replaceOnChange(instance: CfnResource, userData: () => string): void {
  const base = Stack.of(instance).getLogicalId(instance);
  let hashing = false;
  instance.overrideLogicalId(Lazy.uncachedString({
    produce: ({ resolve }) => {
      // the user data may mention the instance itself
      if (hashing) {
        return base;
      }
      hashing = true;
      try {
        return base + createHash('sha256').update(JSON.stringify(resolve(userData()))).digest('hex').slice(0, 16);
      } finally {
        hashing = false;
      }
    },
  }));
}
