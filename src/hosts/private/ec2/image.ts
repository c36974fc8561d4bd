import { Reference, Tokenization } from 'aws-cdk-lib';
import { Machine } from './machines';
import { beginningOf } from './user-data-text';
import { CollectorFacts } from '../../../collectors/private/collector-facts';
import { Finding } from '../../../finding';
import { machineMismatch } from '../../../findings';

/** What is wrong where a machine surely runs a system that a collector can't be installed on. */
export function imageFinding({ settings, userData, resource }: Machine, { kind, title }: CollectorFacts): Finding | undefined {
  const image = nameOf(settings.imageId());
  // the user data of Bottlerocket are settings
  if (/\/bottlerocket\//.test(image) || /^\[+settings\b/.test(userData ? beginningOf(userData.render(), resource) : '')) {
    return machineMismatch(title, 'Bottlerocket, which runs containers only',
      'Run it as a container: EcsSidecarCollector or EcsDaemonCollector on Amazon ECS, EksCollector on Amazon EKS');
  }
  if (/\/ec2-macos\//.test(image)) {
    return machineMismatch(title, 'macOS by user data', 'Install the X-Ray daemon by hand, as the documentation of machines says');
  }
  return kind !== 'xray-daemon' && /\/(amzn2-ami-|amazon-linux-2\/)/.test(image)
    ? machineMismatch(title, 'Amazon Linux 2', 'Use Amazon Linux 2023, or TraceCollector.xrayDaemon()')
    : undefined;
}

/** The image, or the public parameter of Systems Manager that it is looked up by at deployment. */
function nameOf(imageId: string | undefined): string {
  if (!imageId) {
    return '';
  }
  const { firstToken } = Tokenization.reverseString(imageId);
  const target = Reference.isReference(firstToken) ? firstToken.target : undefined;
  return target && 'default' in target && typeof target.default === 'string' ? target.default : imageId;
}
