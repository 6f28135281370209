/** Conv2dBackward as the reader sees it: three panels, of which the current stage's is in the light. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { titleOf } from '#steps/describe.ts';
import { Choice, Switch } from '#views/controls.tsx';
import { Figure } from '#views/Figure.tsx';
import { speaking, useLanguage, useWords } from '#views/language.ts';
import { SceneFormula } from '#scene/SceneFormula.tsx';
import { SceneTensor } from '#scene/SceneTensor.tsx';
import { ShapeLedger } from '#scene/ShapeLedger.tsx';
import { SourceLines } from '#scene/SourceLines.tsx';
import { StepCaption } from '#scene/StepCaption.tsx';
import { Timeline } from '#views/Timeline.tsx';
import { Transport } from '#views/Transport.tsx';
import type { SourceRegion } from '#views/source-tokens.ts';
import { Verdict } from './Verdict.tsx';
import { examples } from './examples.ts';
import { createConv2dBackward, scattered } from './model.ts';
import { strings } from './strings.ts';
import './conv2d-backward.css';

export interface Conv2dBackwardProps {
  /** The figure's name in links, where a page has several. */
  readonly name?: string;
  readonly regions: readonly SourceRegion[];
}

export const Conv2dBackward = speaking(({ name, regions }: Conv2dBackwardProps) => {
  const [model] = useState(createConv2dBackward);
  const { scene, gather, scatter, side } = model;
  const language = useLanguage();
  const words = useWords(strings);
  const isUnrotated = model.isUnrotated.value;
  const look = { decimals: 1 };
  const edit = { ...look, onEdit: model.edit };
  return (
    <Figure player={scene.player} label={words.label} {...(name && { name })}>
      <div class="lbl-controls">
        <Choice
          label={words.example}
          options={examples.map(({ id, title }) => [id, title[language]])}
          value={model.example.value}
          onChange={model.choose}
        />
        <Switch label={words.unrotated} value={model.isUnrotated} />
      </div>
      <Timeline
        player={scene.player}
        titleOf={(id) =>
          titleOf(scene.trace.value.stages.find((stage) => stage.id === id)!.rule, language)
        }
        labelOf={(id) =>
          words.stages[scene.trace.value.stages.find((stage) => stage.id === id)!.writes]
        }
      />
      <div class="lbl-telling-panels" data-side={side.value ?? 'parameters'}>
        <Panel title={words.parameters} part="parameters" isCurrent={side.value === undefined}>
          <SceneTensor scene={scene} tensor="x" {...edit} />
          <SceneTensor scene={scene} tensor="dy" {...edit} />
          <SceneTensor scene={scene} tensor="dWeight" {...look} />
          <SceneTensor scene={scene} tensor="dBias" {...look} />
        </Panel>
        <Panel title={words.gather} part="gather" isCurrent={side.value === 'gather'}>
          <SceneTensor scene={gather} tensor="dy" frame={model.frame.value} {...edit} />
          <div class="lbl-telling-made">
            <SceneTensor
              scene={gather}
              tensor="weight"
              title={isUnrotated ? words.weightNotTurned : words.weightTurned}
              isRotated={!isUnrotated}
              {...edit}
            />
            <SceneTensor scene={gather} tensor="dx" title={words.dxGather} {...look} />
          </div>
        </Panel>
        <Panel title={words.scatter} part="scatter" isCurrent={side.value === 'scatter'}>
          <SceneTensor scene={scatter} tensor="dy" {...edit} />
          <div class="lbl-telling-made">
            <SceneTensor scene={scatter} tensor="weight" {...edit} />
            <SceneTensor scene={scatter} tensor={scattered} title={words.dxScatter} {...look} />
          </div>
        </Panel>
      </div>
      <Verdict model={model} />
      <SceneFormula scene={scene} rows={8} narrowRows={8} />
      <StepCaption
        scene={scene}
        rows={4}
        before={isUnrotated && side.value === 'gather' ? words.switchedOff : undefined}
      />
      <Transport player={scene.player} linkToHere={() => window.location.href} />
      <details class="lbl-details">
        <summary>{words.code}</summary>
        <div class="lbl-columns">
          <SourceLines scene={scene} regions={regions} />
          <ShapeLedger scene={scene} />
        </div>
      </details>
      <p class="lbl-hint">{words.hint}</p>
    </Figure>
  );
});

interface PanelProps {
  readonly title: string;
  readonly part: string;
  readonly isCurrent: boolean;
  readonly children: ComponentChildren;
}

function Panel({ title, part, isCurrent, children }: PanelProps) {
  return (
    <section
      class="lbl-telling"
      data-part={part}
      data-current={isCurrent || undefined}
      aria-label={title}
    >
      <p class="lbl-telling-title">{title}</p>
      <div class="lbl-telling-tensors">{children}</div>
    </section>
  );
}
