/** The training page's figure: choose, press, watch. The worker starts when the figure comes to life. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Language } from '#words/language.ts';
import { useCatchUp } from '#views/catch-up.ts';
import { LanguageContext } from '#views/language.ts';
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
  readonly language?: Language;
}

export default function Training({ base, language = 'en' }: TrainingProps) {
  const model = useMemo(() => createTrainingModel({ base }), [base]);
  useEffect(() => model.open(location.search), [model]);
  const root = useRef<HTMLDivElement>(null);
  useCatchUp(root);
  const words = strings[language];
  const parts = { model, words };
  return (
    <LanguageContext.Provider value={language}>
      <div
        ref={root}
        class="lbl-figure lbl-training not-content"
        role="group"
        aria-label={words.label}
      >
        <div class="lbl-training-choices">
          <DataPanel {...parts} />
          <SettingsPanel {...parts} />
        </div>
        <div class="lbl-training-run">
          <Controls {...parts} />
          <Progress {...parts} />
          <Status model={model} language={language} />
          <Readouts {...parts} />
          <Curves {...parts} />
        </div>
        <FirstLayer {...parts} />
        <CheckPanel {...parts} />
      </div>
    </LanguageContext.Provider>
  );
}

function Status({ model, language }: { model: TrainingModel; language: Language }) {
  return (
    <div class="lbl-training-status" role="status">
      {statusLines(model, language).map(({ kind, text }, line) => (
        <p key={line} data-kind={kind}>
          {text}
        </p>
      ))}
    </div>
  );
}
