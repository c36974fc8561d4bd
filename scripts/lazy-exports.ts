// Rewrites the index of a compiled folder so that a module is loaded when one of its exports is first used, as aws-cdk-lib does with its own:
// an app pays for what it uses. Usage: lazy-exports FOLDER
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const file = join(folder, 'index.js');
const load = createRequire(file);

/** Node.js reads the names for `import { … }` from the assignments, and only where it finds no getter that it does not know. */
const LAZY = 'const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });';

function getter(name: string, expression: string): string {
  return `exports.${name} = void 0; lazy("${name}", () => ${expression});`;
}

function namesIn(path: string): string[] {
  const exported: unknown = load(path);
  return Object.keys(exported ?? {});
}

const source = readFileSync(file, 'utf8');
const lazy = source
  .replace(/^__exportStar\(require\("(.+)"\), exports\);$/gm, (_, path: string) =>
    namesIn(path).map((name) => getter(name, `require("${path}").${name}`)).join('\n'))
  .replace(/^exports\.(\w+) = (__importStar\(require\(".+"\)\));$/gm, (_, name: string, expression: string) => getter(name, expression));
if (/^(__exportStar|exports\.\w+ = __importStar)\(/m.test(lazy)) {
  throw new Error(`${file} has an export that can't be made lazy`);
}
writeFileSync(file, lazy.replace(/^Object\.defineProperty\(exports, "__esModule".*$/m, (line) => `${line}\n${LAZY}`));
