import { CfnResource, Stack } from 'aws-cdk-lib';
import { isPortable } from '../account/environment';
import { ResourcePolicyOwner } from '../account/resource-policy-owner';
import { TopicPolicies } from '../account/topic-policies';
import { Finding } from '../finding';
import { topicInPortableStack } from '../findings';
import { TracedService, TracingSettings } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';

/**
 * AWS::SNS::Topic, standard and FIFO.
 *
 * @internal
 */
export const TOPIC: TracedService = {
  resourceType: 'AWS::SNS::Topic',
  injectionIds: ['aws-cdk-lib.aws-sns.Topic'],
  tracing: new TracingSwitch('TracingConfig', 'Active', 'PassThrough'),
  withheld: policyOutOfReach,
  prepare: (resource, { resourcePolicy }, late) => TopicPolicies.of(resource).cover(resource, resourcePolicy, late),
};

/**
 * Properties of `TopicTracing`.
 */
export interface TopicTracingProps {
  /**
   * Who owns X-Ray's resource policy for SNS in the account and Region of the topic.
   *
   * The first owner that is chosen in a Stage and environment serves all topics there.
   *
   * @default ResourcePolicyOwner.firstStack()
   */
  readonly resourcePolicy?: ResourcePolicyOwner;
}

/**
 * Active tracing of an SNS topic, standard or FIFO, with X-Ray's resource policy that lets SNS send the segments.
 *
 * Sets `TracingConfig` to `Active`, over whatever it was. The policy is made once for each Stage and environment, see `ResourcePolicyOwner`.
 * SNS does not sample by itself: it sends segments for messages whose publisher was traced.
 */
export class TopicTracing extends TracingMixin {
  constructor(props: TopicTracingProps = {}) {
    super(TOPIC, props);
  }
}

function policyOutOfReach(resource: CfnResource, { resourcePolicy }: TracingSettings): Finding | undefined {
  const stack = Stack.of(resource);
  return isPortable(stack) && resourcePolicy._choose(stack) ? topicInPortableStack() : undefined;
}
