import { otelVariables, xrayVariables } from '../../../collectors/private/application-environment';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { EksEnvironmentVariable } from '../../eks-environment-variable';

/** Not HOST_IP, which pods often have for other ends: a name must not come twice. */
const NODE_ADDRESS = 'TRACE_COLLECTOR_HOST';

/** What an application finds in its environment. The address of the node comes first, for it must stand before what it is used in. */
export function podEnvironment(facts: CollectorFacts): EksEnvironmentVariable[] {
  const host = `$(${NODE_ADDRESS})`;
  return [
    { name: NODE_ADDRESS, valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
    ...Object.entries({ ...xrayVariables(facts, host), ...otelVariables(facts, host) }).map(([name, value]) => ({ name, value })),
  ];
}
