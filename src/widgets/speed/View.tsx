/** The speed page's figure: measure this browser, and see what was measured elsewhere. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { speaking, useWords } from '#views/language.ts';
import { KernelTable, PeerTable, SpeedTable } from './Tables.tsx';
import { createSpeedModel, type SpeedModel } from './model.ts';
import { strings, type Strings } from './strings.ts';
import './speed.css';

export const Speed = speaking(() => {
  const model = useMemo(() => createSpeedModel(), []);
  const words = useWords(strings);
  useEffect(() => () => model.dispose(), [model]);
  const { rows, kernels } = model;
  return (
    <section class="lbl-speed" aria-label={words.label}>
      <Controls model={model} />
      {rows.value.length > 0 && <SpeedTable rows={rows.value} />}
      {kernels.value && <KernelTable report={kernels.value} />}
      <PeerTable />
    </section>
  );
});

function Controls({ model }: { model: SpeedModel }) {
  const words = useWords(strings);
  const { phase, progress, rows } = model;
  const isMeasuring = phase.value === 'measuring';
  const isDone = phase.value === 'done';
  const percent = isDone ? 100 : isMeasuring ? Math.round(100 * progress.value) : 0;
  return (
    <div class="lbl-speed-controls">
      <button type="button" onClick={isMeasuring ? model.stop : model.start}>
        {isMeasuring ? words.stop : rows.value.length > 0 ? words.again : words.start}
      </button>
      <progress aria-label={words.progress} max={100} value={percent} />
      <p role="status">{statusOf(model, words)}</p>
      <Isolation />
    </div>
  );
}

function statusOf({ phase, rows, failure }: SpeedModel, words: Strings): string {
  if (phase.value === 'failed') return words.failed(failure.value);
  if (phase.value !== 'done') return words[phase.value];
  const best = rows.value.reduce((a, b) => (a.training.median >= b.training.median ? a : b));
  return words.done(best.training.median, words.names[best.id] ?? best.name);
}

/** Known in the browser only: until then both sentences take the same room, unseen. */
function Isolation() {
  const words = useWords(strings);
  const [isolated, setIsolated] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    setIsolated(globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function');
  }, []);
  return (
    <p class="lbl-speed-threads">
      <span data-shown={isolated === true}>{words.threadsHere}</span>
      <span data-shown={isolated === false}>{words.noThreadsHere}</span>
    </p>
  );
}
