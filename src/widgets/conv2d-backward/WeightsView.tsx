/** Conv2dWeights as the reader sees it: dy lies on x like a kernel, and each place of it makes one number of dWeight. */
import { useState } from 'preact/hooks';
import { OperationFigure, type OperationPageProps } from '#scene/OperationFigure.tsx';
import { SampleChoice } from '#scene/SampleChoice.tsx';
import { SceneHairlines } from '#scene/SceneHairlines.tsx';
import { SumTile } from '#scene/SumTile.tsx';
import { WindowedTensor } from '#scene/SceneWindow.tsx';
import { speaking, useWords } from '#views/language.ts';
import { createConv2dWeights } from './weights-model.ts';
import { strings } from './strings.ts';
import '#scene/operation-tensors.css';

export const Conv2dWeights = speaking((page: OperationPageProps) => {
  const [model] = useState(createConv2dWeights);
  const { scene, edit } = model;
  const words = useWords(strings);
  const given = { scene, decimals: 1, onEdit: edit };
  const made = { scene, decimals: 1, seeksOnHover: true };
  return (
    <OperationFigure
      {...{ ...page, scene }}
      words={{ ...words, label: words.weightsLabel, hint: words.weightsHint }}
      rows={{ formula: 5, narrow: 6, caption: 4, narrowCaption: 4 }}
      controls={<SampleChoice label={words.example} list="examples" model={model} />}
    >
      <div class="lbl-operation">
        <WindowedTensor {...given} tensor="dy" />
        <WindowedTensor {...given} tensor="x" frame={model.frame.value} hasIndices />
        <div class="lbl-operation-weights">
          <WindowedTensor {...made} tensor="dWeight" />
          <WindowedTensor {...made} tensor="dBias" />
        </div>
        <SceneHairlines scene={scene} />
      </div>
      <SumTile scene={scene} decimals={1} />
    </OperationFigure>
  );
});
