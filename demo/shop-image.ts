import { join } from 'node:path';
import { Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';

/** The image of the shop's services. Synthesis only hashes its folder; Docker builds it at deployment. */
export function shopImage(): ContainerImage {
  return ContainerImage.fromAsset(join(__dirname, 'services'), { platform: Platform.LINUX_ARM64, exclude: ['*.py', 'requirements.txt'] });
}
