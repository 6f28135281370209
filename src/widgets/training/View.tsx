/** The training page's figure: choose, press, watch. The worker starts when the figure comes to life. */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Announcement } from '#views/Announcement.tsx';
import { useCatchUp } from '#views/catch-up.ts';
import { speaking, useLanguage, useWords } from '#views/language.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { Controls, Progress, Readouts } from './Controls.tsx';
import { Curves } from './Curves.tsx';
import { DataPanel } from './DataPanel.tsx';
import { FirstLayer } from './FirstLayer.tsx';
import { createTrainingModel, type TrainingModel } from './model.ts';
import { SettingsPanel } from './SettingsPanel.tsx';
import { statusLines } from './status.ts';
import { strings } from './strings.ts';
import '#views/figure.css';
import './training.css';

export interface TrainingProps {
  /** The site's own path, for example `/` or `/layer-by-layer/`. */
  readonly base: string;
}

export const Training = speaking(({ base }: TrainingProps) => {
  const model = useMemo(() => createTrainingModel({ base }), [base]);
  useEffect(() => model.open(location.search), [model]);
  const root = useRef<HTMLDivElement>(null);
  useCatchUp(root);
  useAskBeforeLeaving(model);
  const words = useWords(strings);
  return (
    <div
      ref={root}
      class="lbl-figure lbl-training not-content"
      role="group"
      aria-label={words.label}
    >
      <div class="lbl-training-columns">
        <div class="lbl-training-choices">
          <DataPanel model={model} />
          <SettingsPanel model={model} />
        </div>
        <div class="lbl-training-run">
          <Controls model={model} />
          <Progress model={model} />
          <Status model={model} />
          <Readouts model={model} />
          <Curves model={model} />
        </div>
        <FirstLayer model={model} />
        <CheckPanel model={model} />
      </div>
    </div>
  );
});

/** A run that stands would be lost with the page: the browser asks, in its own words. */
function useAskBeforeLeaving({ isBusy }: TrainingModel): void {
  useSignalEffect(() => {
    if (!isBusy.value) return;
    const ask = (event: Event): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  });
}

/** Milliseconds, about what one of the sentences takes to be read out: an epoch may be shorter. */
const restWhileRunning = 3000;

/** Read out when it has rested: not every test of short epochs, and not every update of a key that is held. */
function Status({ model }: { model: TrainingModel }) {
  const lines = statusLines(model, useLanguage());
  const text = lines.map((line) => line.text).join(' ');
  return (
    <>
      <div class="lbl-training-status">
        {lines.map((line, number) => (
          <p key={number} data-kind={line.kind}>
            {line.text}
          </p>
        ))}
      </div>
      <Announcement
        text={text}
        {...(model.phase.value === 'running' && { rest: restWhileRunning })}
      />
    </>
  );
}
