/** One backpropagation as the reader sees it: timeline, stage, reading, questions, transport. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { keyOf, readFragment } from '#player/address.ts';
import { linkTo } from '#player/url.ts';
import { titleOf } from '#steps/describe.ts';
import { Switch } from '#views/controls.tsx';
import { Figure } from '#views/Figure.tsx';
import { speaking, useLanguage, useWords } from '#views/language.ts';
import { later } from '#views/later.tsx';
import { SceneOptions } from '#scene/SceneOptions.tsx';
import { SceneFormula } from '#scene/SceneFormula.tsx';
import { ShapeLedger } from '#scene/ShapeLedger.tsx';
import { SourceLines } from '#scene/SourceLines.tsx';
import { StepCaption } from '#scene/StepCaption.tsx';
import { Timeline } from '#views/Timeline.tsx';
import { Transport } from '#views/Transport.tsx';
import type { SourceRegion } from '#views/source-tokens.ts';
import { createBackprop, type Backprop as BackpropModel } from './model.ts';
import type { PictureName } from './pictures.ts';
import { Questions } from './Questions.tsx';
import { Scoreboard } from './Scoreboard.tsx';
import { Stage } from './Stage.tsx';
import { groupsOf, labelOf } from './stage-plan.ts';
import { usualPicture } from './start.ts';
import { strings } from './strings.ts';
import { TopBar } from './TopBar.tsx';
import './backprop.css';

const PredictBar = later(async () => (await import('./PredictBar.tsx')).PredictBar);

export interface BackpropProps {
  readonly picture?: PictureName;
  readonly regions: readonly SourceRegion[];
}

export const Backprop = speaking(({ picture = usualPicture, regions }: BackpropProps) => {
  const [model] = useState(() =>
    createBackprop({ picture, rest: questionsRest, openStore: () => window.localStorage }),
  );
  const { scene } = model;
  // Before the figure looks for the step of a link.
  useLayoutEffect(
    () => model.prepareFor(readFragment(window.location.hash, keyOf(undefined))),
    [model],
  );
  const language = useLanguage();
  const words = useWords(strings);
  const hasAllTensors = useSignal(false);
  const trace = scene.trace.value;
  const titles = useMemo(
    () => new Map(trace.stages.map(({ id, rule }) => [id, titleOf(rule, language)])),
    [trace, language],
  );
  const groups = useMemo(
    () => groupsOf(trace).map(({ part, start }) => ({ start, title: words.parts[part] })),
    [trace, words],
  );
  const isVeiled = scene.isVeiled.value;
  return (
    <Figure player={scene.player} label={words.label} onPreview={scene.preview}>
      <div class="lbl-bp" data-all-tensors={hasAllTensors.value}>
        <TopBar model={model} />
        <Timeline
          player={scene.player}
          titleOf={(id) => titles.get(id) ?? id}
          labelOf={labelOf}
          groups={groups}
        />
        <div class="lbl-bp-now">
          <Now model={model} titles={titles} />
          <Switch label={words.allTensors} value={hasAllTensors} />
        </div>
        <div class="lbl-bp-board">
          <Stage model={model} />
          <SceneOptions scene={scene} />
        </div>
        <div class="lbl-bp-reading">
          <div class="lbl-bp-told">
            <Scoreboard model={model} />
            <div
              class="lbl-bp-step"
              role="group"
              aria-label={words.step}
              tabIndex={0}
              data-predicts={model.predict.isOn.value}
            >
              {model.predict.isOn.value && <PredictBar model={model} />}
              <SceneFormula scene={scene} rows={4.5} narrowRows={2} />
              {isVeiled ? (
                <p class="lbl-caption" style={{ '--lbl-rows': 2, '--lbl-narrow-rows': 4 }} />
              ) : (
                <StepCaption scene={scene} rows={2} narrowRows={4} />
              )}
            </div>
          </div>
          <details class="lbl-details lbl-bp-code" open>
            <summary>{words.code}</summary>
            <div class="lbl-bp-code-columns">
              <SourceLines scene={scene} regions={regions} rows={9} />
              <ShapeLedger scene={scene} />
            </div>
          </details>
        </div>
        <p class="lbl-hint">{words.editHint}</p>
        <Questions model={model} />
        <Transport player={scene.player} linkToHere={() => linkTo(scene.player, undefined)} />
      </div>
    </Figure>
  );
});

/** Milliseconds: the questions stand below the figure, and charts wait as long. */
const questionsRest = 120;

/** The stage in words, its name in links, and how far it is. */
function Now({ model, titles }: { model: BackpropModel; titles: ReadonlyMap<string, string> }) {
  const { trace, index } = model.scene.late.value;
  const { id, start, end } = trace.stageAt(index);
  return (
    <p>
      <strong>{titles.get(id)}</strong> <code>{id}</code> {index - start + 1} / {end - start}
    </p>
  );
}
