import { TracedService } from './private/traced-service';
import { TracingMixin } from './private/tracing-mixin';
import { TracingSwitch } from './private/tracing-switch';

/**
 * AWS::AppSync::GraphQLApi
 *
 * @internal
 */
export const GRAPHQL_API: TracedService = {
  resourceType: 'AWS::AppSync::GraphQLApi',
  injectionIds: ['aws-cdk-lib.aws-appsync.GraphqlApi'],
  tracing: new TracingSwitch('XrayEnabled', true, false),
};

/**
 * Active tracing of an AppSync GraphQL API.
 *
 * Sets `XrayEnabled` to `true`, over whatever it was. AppSync sends its segments with a service-linked role of its own, so no permission is needed.
 */
export class GraphqlApiTracing extends TracingMixin {
  constructor() {
    super(GRAPHQL_API);
  }
}
