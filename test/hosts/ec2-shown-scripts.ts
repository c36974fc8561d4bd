import type { Installation } from '../../src/hosts/private/installation';

/** Stands for the script of the same name: shows what that would be made of. */
export function linuxScript(_scope: unknown, { place, urlSuffix, required, mirror, signal }: Installation): string {
  return `#!/bin/bash\n# ${[place.listen, place.region, place.localMode, urlSuffix, required, mirror?.baseUrl].join(' ')}\n`
    + `# signal ${signal?.stack} ${signal?.logicalId} ${signal?.region}\n`;
}

/** Stands for the script of the same name. */
export function windowsScript(): string {
  return '& { Install-It }';
}
