import { CfnTaskDefinition, LinuxParameters } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';

/** A file is some kilobytes; what is not used takes no memory. */
const SIZE_MIB = 16;

/**
 * Folders in memory that a container can write to on a root file system that it can only read.
 *
 * A volume of the task would be root's on Fargate, and so closed to a user that is not root, unless the image prepares it (aws/containers-roadmap#938).
 * The CDK's own list of options takes `uid` and `gid` without their values. The class is made when it is needed, for to extend one of the CDK is to load it.
 *
 * @param folders their paths in the container
 * @param user who owns them, as `uid:gid`
 */
export function scratchFolders(scope: Construct, id: string, folders: readonly string[], user = '0:0'): LinuxParameters {
  const [uid, gid] = user.split(':');
  return new class extends LinuxParameters {
    public override renderLinuxParameters(): CfnTaskDefinition.LinuxParametersProperty {
      return {
        ...super.renderLinuxParameters(),
        tmpfs: folders.map((containerPath) => ({ containerPath, size: SIZE_MIB, mountOptions: [`uid=${uid}`, `gid=${gid}`] })),
      };
    }
  }(scope, id);
}
