/** Conv2dForward as the reader sees it. */
import { useState } from 'preact/hooks';
import { Choice, NumberChoice } from '#views/controls.tsx';
import { Figure } from '#views/Figure.tsx';
import { speaking, useLanguage, useWords } from '#views/language.ts';
import { SceneFormula } from '#scene/SceneFormula.tsx';
import { SceneTensor } from '#scene/SceneTensor.tsx';
import { ShapeLedger } from '#scene/ShapeLedger.tsx';
import { SourceLines } from '#scene/SourceLines.tsx';
import { StepCaption } from '#scene/StepCaption.tsx';
import { Transport } from '#views/Transport.tsx';
import type { SourceRegion } from '#views/source-tokens.ts';
import { kernels, pictures } from './examples.ts';
import { createConv2dForward } from './model.ts';
import { strings } from './strings.ts';
import './conv2d-forward.css';

export interface Conv2dForwardProps {
  /** The figure's name in links, where a page has several. */
  readonly name?: string;
  readonly regions: readonly SourceRegion[];
}

export const Conv2dForward = speaking(({ name, regions }: Conv2dForwardProps) => {
  const [model] = useState(createConv2dForward);
  const { scene } = model;
  const language = useLanguage();
  const words = useWords(strings);
  const error = model.error.value;
  const padding = scene.trace.value.stages[0].attrs['pH'];
  const edit = { onEdit: model.edit };
  return (
    <Figure player={scene.player} label={words.label} {...(name && { name })}>
      <div class="lbl-controls">
        <Choice
          label={words.picture}
          options={pictures.map(({ id, title }) => [id, title[language]])}
          value={model.picture.value}
          onChange={model.choosePicture}
        />
        <Choice
          label={words.kernel}
          options={kernels.map(({ id, title }) => [id, title[language]])}
          value={model.kernel.value}
          onChange={model.chooseKernel}
        />
        <NumberChoice label={words.stride} value={model.stride} min={0} max={4} />
        <NumberChoice label={words.padding} value={model.padding} min={0} max={3} />
      </div>
      <div class="lbl-conv2d-error" role="status">
        {error !== undefined && (
          <p class="lbl-error">
            {words.refused} <code>{error}</code> {words.kept}
          </p>
        )}
      </div>
      <div class="lbl-conv2d-tensors" data-stale={error !== undefined || undefined}>
        <SceneTensor
          scene={scene}
          tensor="x"
          title={words.x}
          hasIndices
          frame={{ padding: [padding, padding] }}
          {...edit}
        />
        <div class="lbl-conv2d-parameters">
          <SceneTensor scene={scene} tensor="weight" title={words.weight} {...edit} />
          <SceneTensor scene={scene} tensor="bias" title={words.bias} {...edit} />
        </div>
        <SceneTensor scene={scene} tensor="y" title={words.y} hasIndices seeksOnHover />
      </div>
      <SceneFormula scene={scene} rows={5} narrowRows={4.5} />
      <StepCaption scene={scene} rows={5} />
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
