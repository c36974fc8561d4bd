import { cpSync, mkdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { isJsonObject } from '../support/aws-sdk';

/** A folder for Lambda: the code, and the X-Ray SDK with all that it depends on. */
export function bundle(name: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  cpSync(join(__dirname, 'functions', `${name}.js`), join(folder, 'index.js'));
  for (const [module, source] of withDependencies('aws-xray-sdk-core')) {
    cpSync(source, join(folder, 'node_modules', module), { recursive: true });
  }
  return folder;
}

function withDependencies(module: string, found = new Map<string, string>()): Map<string, string> {
  const manifest = join(__dirname, '..', '..', 'node_modules', module, 'package.json');
  // Types are not needed at run time.
  if (found.has(module) || module.startsWith('@types/')) {
    return found;
  }
  found.set(module, dirname(manifest));
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  const dependencies = isJsonObject(content) && isJsonObject(content.dependencies) ? Object.keys(content.dependencies) : [];
  dependencies.forEach((dependency) => withDependencies(dependency, found));
  return found;
}
