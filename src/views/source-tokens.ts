/**
 * The engine's own source as coloured tokens, made while the site is built: import the file with `?raw` in an .astro
 * wrapper, pass what this returns to the island. Tokens are plain JSON, so no highlighter reaches the browser.
 */
import { createCssVariablesTheme, createHighlighter } from 'shiki';
import { regionsOf } from './source-regions.ts';

/** A run of characters of one colour; `kind` names the colour: keyword, comment, string and so on. */
export interface SourceToken {
  readonly text: string;
  readonly kind?: string;
}

export interface SourceRegion {
  /** From the project's root: `src/engine/ops/conv2d.ts`. */
  readonly file: string;
  readonly region: string;
  /** The line of the file, from 1, on which the region begins. */
  readonly firstLine: number;
  readonly lines: readonly (readonly SourceToken[])[];
}

/** Finds every `// #region` of a file, highlighted, without its markers and its common indentation. */
export async function sourceRegions(file: string, text: string): Promise<SourceRegion[]> {
  const theme = createCssVariablesTheme({ name: 'roles', variablePrefix: '--' });
  const highlighter = await createHighlighter({ themes: [theme], langs: ['typescript'] });
  const { tokens } = highlighter.codeToTokens(text, { lang: 'typescript', theme: 'roles' });
  highlighter.dispose();
  return regionsOf(text.split('\n'), file).map(({ region, start, end }) => {
    const inner = tokens.slice(start, end).map((line) =>
      line.map(({ content, color }): SourceToken => {
        const kind = /^var\(--(?:token-)?(.*)\)$/.exec(color ?? '')?.[1];
        return kind === undefined || kind === 'foreground'
          ? { text: content }
          : { text: content, kind };
      }),
    );
    return { file, region, firstLine: start + 1, lines: outdent(inner) };
  });
}

function outdent(lines: readonly SourceToken[][]): SourceToken[][] {
  const textOf = (line: readonly SourceToken[]): string => line.map(({ text }) => text).join('');
  const depths = lines
    .map(textOf)
    .filter((text) => text.trim())
    .map((text) => text.search(/\S/));
  let depth = Math.min(...depths);
  if (!Number.isFinite(depth)) depth = 0;
  return lines.map((line) => {
    let rest = depth;
    return line.flatMap((token) => {
      const text = token.text.slice(rest);
      rest = Math.max(0, rest - token.text.length);
      return text === '' ? [] : [{ ...token, text }];
    });
  });
}
