/** The kernels of the first convolution and what they make of one test digit, while the network learns. */
import { useComputed } from '@preact/signals';
import { TensorGrid } from '#views/TensorGrid.tsx';
import { fixed, fullNumber } from '#words/numbers.ts';
import { useWords } from '#views/language.ts';
import { Plane } from './Plane.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';

export function FirstLayer({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const kernels = useComputed(() => model.firstLayer.value?.kernels.data ?? []);
  const observation = model.observation.value;
  const picture = model.firstLayer.value;
  if (!observation || !picture) return null;
  const { label, width, height, pixels } = observation;
  const { featureMaps, mapScale, guess, probability } = picture;
  const [, , mapHeight, mapWidth] = featureMaps.shape;
  return (
    <section class="lbl-training-layer">
      <h2>{words.firstLayer}</h2>
      <TensorGrid
        name="conv1.weight"
        title={words.kernels}
        shape={picture.kernels.shape}
        role="weight"
        values={kernels}
        scale={picture.kernelScale}
        axes="d c i j"
      />
      <div class="lbl-training-maps">
        <figure>
          <Plane
            {...{ width, height, values: pixels, scale: 255, palette: 'ink' }}
            label={words.digit(label)}
          />
          <button type="button" class="lbl-text-button" onClick={model.nextDigit}>
            {words.nextDigit}
          </button>
        </figure>
        {picture.mapSpans.map(({ least, most }, channel) => (
          <Plane
            key={channel}
            {...{ width: mapWidth, height: mapHeight, values: featureMaps.data }}
            offset={channel * mapHeight * mapWidth}
            scale={mapScale}
            palette="signed"
            label={words.mapNote(channel + 1, fullNumber(least), fullNumber(most))}
          />
        ))}
      </div>
      <p class="lbl-hint">{words.digitNote(label, guess, fixed(probability, 3))}</p>
    </section>
  );
}
