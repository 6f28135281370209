/**
 * Who imports whom: TypeScript's own parser finds every import of a file, whatever way it is written. Code that a page
 * reads as text (`import.meta.glob` with `?raw`) is shown, not imported.
 */
import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Both are paths from the root. */
  readonly from: string;
  readonly to: string;
  /** Gone when the code runs. */
  readonly isType: boolean;
  /** A worker's address: it starts a program of its own, so it makes no cycle. */
  readonly isWorker: boolean;
}

/** Every import of a file of ours; `from` is its path from the root. Packages are left out. */
export function importsOf(from: string, source: string): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean, isWorker = false): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const to = pathOf(from, specifier.text);
    if (to !== undefined) found.push({ from, to, isType, isWorker });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node))
      add(node.moduleSpecifier, node.isTypeOnly || areTypes(node.exportClause));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    else if (ts.isNewExpression(node) && isAddressOfCode(node))
      add(node.arguments?.[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(`${from}.tsx`, codeOf(from, source), ts.ScriptTarget.Latest));
  return found;
}

/** Where an import leads, as a path from the root; undefined for a package. */
function pathOf(from: string, specifier: string): string | undefined {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('#content/')) return bare.slice(1);
  if (bare.startsWith('#')) return `src/${bare.slice(1)}`;
  if (bare.startsWith('/')) return bare.slice(1);
  const ending = from.startsWith('src/assembly/') ? '.ts' : ''; // AssemblyScript's imports have none
  if (bare.startsWith('.')) return posix.normalize(`${posix.dirname(from)}/${bare}${ending}`);
  return undefined;
}

const isTypeImport = (clause: ts.ImportClause | undefined): boolean =>
  clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
  (clause?.name === undefined && areTypes(clause?.namedBindings));

/** `{ type A, type B }`; not `{}`, which runs the other file. */
const areTypes = (names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean =>
  names !== undefined &&
  (ts.isNamedImports(names) || ts.isNamedExports(names)) &&
  names.elements.length > 0 &&
  names.elements.every(({ isTypeOnly }) => isTypeOnly);

const isAddressOfCode = ({ expression, arguments: given }: ts.NewExpression): boolean =>
  ts.isIdentifier(expression) &&
  expression.text === 'URL' &&
  given !== undefined &&
  ts.isStringLiteralLike(given[0]) &&
  /\.(ts|js)$/.test(given[0].text);

/** The code of a file: of a page its front matter and its scripts, of a chapter the paragraphs that import or export. */
function codeOf(file: string, source: string): string {
  if (file.endsWith('.astro')) {
    const frontMatter = /^\s*---\n([\s\S]*?)\n---/.exec(source)?.[1] ?? '';
    const scripts = [...source.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)];
    return [frontMatter, ...scripts.map(([, script]) => script)].join('\n');
  }
  if (!/\.mdx?$/.test(file)) return source;
  const prose = source.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...prose.matchAll(/^(?:import|export)\s[\s\S]*?(?:\n\s*\n|$(?![\s\S]))/gm)].join('\n');
}
