/**
 * The engine's own lines for the current step: the line that does its work is marked, and each loop carries the value
 * that its variable has. `regions` come from `sourceRegions` at build time.
 */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SourceRegion, SourceToken } from '#views/source-tokens.ts';
import type { Source } from '#steps/source.ts';
import type { Scene } from './scene.ts';
import { useWords } from '#views/language.ts';
import { indexNumber } from '#words/numbers.ts';
import { strings } from './strings.ts';
import './source.css';

export interface SourceLinesProps {
  readonly scene: Scene;
  readonly regions: readonly SourceRegion[];
  /** The height to reserve, in lines; a longer region scrolls to its current line. Default 14. */
  readonly rows?: number;
}

export function SourceLines({ scene, regions, rows = 14 }: SourceLinesProps) {
  const words = useWords(strings).source;
  const box = useRef<HTMLDivElement>(null);
  const { trace, step, term } = scene.late.value;
  const source = scene.describe.source(step, term, trace);
  const region = regions.find((one) => one.file === source.file && one.region === source.region);
  const current = region?.lines.findIndex((line) => textOf(line).includes(source.line)) ?? -1;
  // Made once for a region: Preact passes over elements that are the same objects as before.
  const code = useMemo(() => region?.lines.map((line) => <Line line={line} />) ?? [], [region]);
  const loops = useMemo(() => region?.lines.map(loopVariable) ?? [], [region]);
  const indents = useMemo(() => region?.lines.map(indentOf) ?? [], [region]);
  useEffect(() => {
    const line = box.current?.querySelector<HTMLElement>('[data-current]');
    if (!line || !box.current) return;
    const top = line.offsetTop - box.current.clientHeight * 0.6;
    if (box.current.scrollHeight > box.current.clientHeight) box.current.scrollTop = top;
  }, [region, current]);
  return (
    <div class="lbl-source" style={{ '--lbl-rows': rows }}>
      <div class="lbl-source-file">
        {source.file}
        {region && <span> · {region.region}</span>}
      </div>
      {/* Scrolls, so the keyboard must be able to get in. */}
      <div
        ref={box}
        class="lbl-source-lines"
        role="region"
        aria-label={words.label}
        tabIndex={0}
        data-keeps-swipes
      >
        {region ? (
          <ol start={region.firstLine}>
            {code.map((line, number) => (
              <li
                key={number}
                style={{ '--lbl-indent': indents[number] }}
                data-current={number === current || undefined}
                aria-current={number === current ? 'step' : undefined}
              >
                {line}
                {valueOf(loops[number], source)}
              </li>
            ))}
          </ol>
        ) : (
          <p>{words.missing(source.region)}</p>
        )}
      </div>
    </div>
  );
}

function Line({ line }: { line: readonly SourceToken[] }) {
  return (
    <code>
      {line.map(({ text, kind }) =>
        kind ? <span class={`lbl-token-${kind}`}>{text}</span> : text,
      )}
      {line.length === 0 && '\n'}
    </code>
  );
}

const indentOf = (line: readonly SourceToken[]): number => textOf(line).search(/\S|$/);

const loopVariable = (line: readonly SourceToken[]): string | undefined =>
  /^\s*for \((?:let|const) (\w+)\b/.exec(textOf(line))?.[1];

/** The value of a loop's variable, beside its `for`; `0…2` where the step is all that the loop does. */
function valueOf(letter: string | undefined, { variables, spans }: Source) {
  if (letter === undefined) return null;
  const [first, last] = spans[letter] ?? [variables[letter], variables[letter]];
  if (first === undefined) return null;
  return (
    <span class="lbl-loop-value">
      {letter} ={' '}
      {first === last ? indexNumber(first) : `${indexNumber(first)}…${indexNumber(last)}`}
    </span>
  );
}

const textOf = (line: readonly SourceToken[]): string => line.map(({ text }) => text).join('');
