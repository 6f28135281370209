/** Conv2dBackward as the reader sees it: two panels, of which the current stage's is in the light. */
import { useState } from 'preact/hooks';
import { OperationFigure, type OperationPageProps } from '#scene/OperationFigure.tsx';
import { SampleChoice } from '#scene/SampleChoice.tsx';
import { SceneHairlines } from '#scene/SceneHairlines.tsx';
import { SumTile } from '#scene/SumTile.tsx';
import { WindowedTensor } from '#scene/SceneWindow.tsx';
import { Telling } from '#scene/Telling.tsx';
import { Switch } from '#views/controls.tsx';
import { speaking, useWords } from '#views/language.ts';
import { createConv2dBackward, scattered } from './model.ts';
import { strings } from './strings.ts';
import { Verdict } from './Verdict.tsx';

export const Conv2dBackward = speaking((page: OperationPageProps) => {
  const [model] = useState(createConv2dBackward);
  const { scene, scenes } = model;
  const { gather, scatter } = scenes;
  const words = useWords(strings);
  const side = model.side.value;
  const isUnrotated = model.isUnrotated.value;
  const look = { decimals: 1 };
  const edit = { ...look, onEdit: model.edit };
  return (
    <OperationFigure
      {...{ ...page, scene, words }}
      rows={{ formula: 6, narrow: 5, caption: 2, narrowCaption: 4 }}
      before={isUnrotated && side === 'gather' ? words.switchedOff : undefined}
      controls={
        <>
          <SampleChoice label={words.example} list="examples" model={model} />
          <Switch label={words.unrotated} value={model.isUnrotated} />
        </>
      }
    >
      <div class="lbl-tellings">
        <Telling title={words.gather} part="gather" isCurrent={side === 'gather'}>
          <WindowedTensor scene={gather} tensor="dy" frame={model.frame.value} {...edit} />
          <div class="lbl-telling-made">
            <WindowedTensor
              scene={gather}
              tensor="weight"
              title={isUnrotated ? words.weightNotTurned : words.weightTurned}
              isRotated={!isUnrotated}
              {...edit}
            />
            <WindowedTensor scene={gather} tensor="dx" title={words.dxGather} {...look} />
          </div>
          <SceneHairlines scene={gather} />
        </Telling>
        <Telling title={words.scatter} part="scatter" isCurrent={side === 'scatter'}>
          <WindowedTensor scene={scatter} tensor="dy" {...edit} />
          <div class="lbl-telling-made">
            <WindowedTensor scene={scatter} tensor="weight" {...edit} />
            <WindowedTensor scene={scatter} tensor={scattered} title={words.dxScatter} {...look} />
          </div>
          <SceneHairlines scene={scatter} />
        </Telling>
      </div>
      <SumTile scene={side === 'scatter' ? scatter : gather} decimals={1} />
      <Verdict model={model} />
    </OperationFigure>
  );
});
