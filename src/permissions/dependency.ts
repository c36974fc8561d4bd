import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Has a resource created and updated after another construct, also while an app is being validated:
 * then the CDK has turned the dependencies of constructs into those of resources already.
 */
export function createAfter(resource: CfnResource, prerequisite: IConstruct, late: boolean): void {
  resource.node.addDependency(prerequisite);
  if (late) {
    prerequisite.node.findAll().filter(CfnResource.isCfnResource).forEach((target) => addResourceDependency(resource, target));
  }
}

/** The method has another name in newer versions of the CDK, where the old one is deprecated. */
function addResourceDependency(source: CfnResource, target: CfnResource): void {
  const newer: unknown = Reflect.get(source, 'addResourceDependency');
  if (typeof newer === 'function') {
    newer.call(source, target);
  } else {
    source.addDependency(target);
  }
}
