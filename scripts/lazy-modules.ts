// Rewrites the modules of a compiled folder so that each loads another one when it first uses it, and the index a module when one of its exports is
// first used. aws-cdk-lib does so with its own: an app pays for what it uses. Usage: lazy-modules FOLDER
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

const folder = resolve(process.argv[2]);

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `require('…')`, also as `__importStar(require('…'))`. */
function isRequire(node: ts.Expression | undefined): boolean {
  return node !== undefined && ts.isCallExpression(node) && ts.isIdentifier(node.expression)
    && (node.expression.text === 'require' || (node.expression.text === '__importStar' && isRequire(node.arguments[0])));
}

/** The top-level `const x = require('…')` of a module, by name. */
function importsOf(module: ts.SourceFile): Map<string, ts.VariableStatement> {
  const found = new Map<string, ts.VariableStatement>();
  for (const statement of module.statements) {
    const [declaration] = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
    if (declaration && ts.isVariableStatement(statement) && ts.isIdentifier(declaration.name) && isRequire(declaration.initializer)) {
      found.set(declaration.name.text, statement);
    }
  }
  return found;
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  return !(ts.isPropertyAccessExpression(parent) && parent.name === node)
    && !(ts.isPropertyAssignment(parent) && parent.name === node)
    && !((ts.isMethodDeclaration(parent) || ts.isGetAccessor(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node);
}

function editsOf(module: ts.SourceFile): Edit[] {
  const imports = importsOf(module);
  const edits = [...imports].map(([name, statement]): Edit => {
    const [{ initializer }] = statement.declarationList.declarations;
    const text = `let ${name} = () => { const loaded = ${initializer?.getText(module)}; ${name} = () => loaded; return loaded; };`;
    return { start: statement.getStart(module), end: statement.end, text };
  });
  const visit = (node: ts.Node): void => {
    if (ts.isVariableStatement(node) && [...imports.values()].includes(node)) {
      return;
    }
    if ((ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isShorthandPropertyAssignment(node)) && ts.isIdentifier(node.name) && imports.has(node.name.text)) {
      throw new Error(`${module.fileName} uses the name ${node.name.text} of an import for something else`);
    }
    if (ts.isIdentifier(node) && imports.has(node.text) && isReference(node)) {
      // in parentheses, for after `new` a call would end the expression
      edits.push({ start: node.getStart(module), end: node.end, text: `(${node.text}())` });
    }
    ts.forEachChild(node, visit);
  };
  visit(module);
  return edits;
}

function apply(source: string, edits: Edit[]): string {
  return [...edits].sort((a, b) => b.start - a.start).reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source);
}

/** Node.js reads the names for `import { … }` from the assignments, and only where it finds no getter that it does not know. */
function withLazyExports(file: string, source: string): string {
  const load = createRequire(file);
  const getter = (name: string, expression: string): string => `exports.${name} = void 0; lazy("${name}", () => ${expression});`;
  const lazy = source
    .replace(/^__exportStar\(require\("(.+)"\), exports\);$/gm, (_, path: string) =>
      Object.keys(load(path)).map((name) => getter(name, `require("${path}").${name}`)).join('\n'))
    .replace(/^exports\.(\w+) = (__importStar\(require\(".+"\)\));$/gm, (_, name: string, expression: string) => getter(name, expression));
  return lazy === source ? source : lazy.replace(/^Object\.defineProperty\(exports, "__esModule".*$/m, (line) =>
    `${line}\nconst lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get });`);
}

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js')).map((file) => join(folder, file));
// what is exported is read from the modules as they were compiled
const lazy = files.map((file): [string, string] => {
  const source = withLazyExports(file, readFileSync(file, 'utf8'));
  return [file, apply(source, editsOf(ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true)))];
});
lazy.forEach(([file, source]) => writeFileSync(file, source));
