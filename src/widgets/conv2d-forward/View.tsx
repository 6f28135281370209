/** Conv2dForward as the reader sees it. */
import { useState } from 'preact/hooks';
import { OperationFigure, type OperationPageProps } from '#scene/OperationFigure.tsx';
import { OperationTensors } from '#scene/OperationTensors.tsx';
import { SampleChoice } from '#scene/SampleChoice.tsx';
import { NumberChoice } from '#views/controls.tsx';
import { speaking, useWords } from '#views/language.ts';
import { createConv2dForward } from './model.ts';
import { strings } from './strings.ts';

export const Conv2dForward = speaking((page: OperationPageProps) => {
  const [model] = useState(createConv2dForward);
  const { scene, error, edit } = model;
  const words = useWords(strings);
  return (
    <OperationFigure
      {...{ ...page, scene, words }}
      rows={{ formula: 5, narrow: 2.2, caption: 2, narrowCaption: 3 }}
      controls={
        <>
          <SampleChoice label={words.picture} list="picture" model={model} />
          <SampleChoice label={words.kernel} list="kernel" model={model} />
          <NumberChoice label={words.stride} value={model.stride} min={0} max={4} />
          <NumberChoice label={words.padding} value={model.padding} min={0} max={3} />
        </>
      }
    >
      <OperationTensors {...{ scene, words }} error={error.value} onEdit={edit} />
    </OperationFigure>
  );
});
