/** The training page's figure: choose, press, watch. The worker starts when the figure comes to life. */
import { useSignalEffect } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { Announcement } from '#views/Announcement.tsx';
import { useCatchUp } from '#views/catch-up.ts';
import { later } from '#views/later.tsx';
import { speaking, useLanguage, useWords } from '#views/language.ts';
import { CheckPanel } from './CheckPanel.tsx';
import { Choices, Retry } from './Choices.tsx';
import { Controls, Progress, Readouts } from './Controls.tsx';
import { Curves, Tests } from './Curves.tsx';
import { FirstLayer } from './FirstLayer.tsx';
import { createTrainingModel, type TrainingModel } from './model.ts';
import { statusLines } from './status.ts';
import { strings } from './strings.ts';
import { useScore, Wall } from './Wall.tsx';
import '#views/figure.css';
import './training.css';
import './choices.css';
import './figures.css';

const YourDigit = later(async () => (await import('./YourDigit.tsx')).YourDigit, { isQuiet: true });

export interface TrainingProps {
  /** The site's own path, for example `/` or `/layer-by-layer/`. */
  readonly base: string;
  /** What stands in the charts before a run: drawn by the build, so that the page need not carry it. */
  readonly lossGhost?: ComponentChildren;
  readonly accuracyGhost?: ComponentChildren;
}

export const Training = speaking(({ base, lossGhost, accuracyGhost }: TrainingProps) => {
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
        <Choices model={model} />
        <div class="lbl-training-run">
          <div class="lbl-training-head">
            <Controls model={model} />
            <Readouts model={model} />
          </div>
          <Progress model={model} />
          <Status model={model} />
          <Retry model={model} />
          <div class="lbl-training-scene">
            <Wall model={model} />
            <Curves model={model} ghosts={{ loss: lossGhost, accuracy: accuracyGhost }} />
          </div>
          {model.canReadYours.value && <YourDigit model={model} />}
          <FirstLayer model={model} />
          <Tests model={model} />
          <CheckPanel model={model} />
        </div>
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
  const score = useScore(model);
  const text = [...lines.map((line) => line.text), score].join(' ').trim();
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
