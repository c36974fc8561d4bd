import { SamplingServiceType } from '../../sampling-service-type';
import { canMeet } from '../shadows/patterns';

/** What code on machines and in containers is, where the X-Ray SDKs decide. */
const HOSTS: readonly string[] = [
  SamplingServiceType.BEANSTALK_ENVIRONMENT, SamplingServiceType.EC2_INSTANCE, SamplingServiceType.ECS_CONTAINER, SamplingServiceType.EKS_CONTAINER,
];

/** Whether those ask for rules is not known. */
const UNCONFIRMED: readonly string[] = ['AWS::AppMesh::Proxy', 'AWS::SNS::Topic'];

/** Whether a pattern of service types is one of AWS that nobody has who asks for sampling rules. Types of other kinds come from plugins of one's own. */
export function isUnknownType(pattern: string): boolean {
  return /^aws::/i.test(pattern) && ![...knownTypes(), ...UNCONFIRMED].some((type) => canMeet(pattern, type));
}

/** The type that was meant: the one of the same service of AWS. */
export function nearestType(pattern: string): string | undefined {
  const [, service] = pattern.toLowerCase().split('::');
  return knownTypes().find((type) => type.toLowerCase().split('::')[1] === service);
}

export function isForHosts(pattern: string): boolean {
  return HOSTS.some((type) => canMeet(pattern, type));
}

function knownTypes(): string[] {
  return Object.values(SamplingServiceType).filter((type): type is string => typeof type === 'string');
}
