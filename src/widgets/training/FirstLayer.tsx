/** The kernels of the first convolution and what they make of one test digit, while the network learns. */
import { useComputed } from '@preact/signals';
import { TensorGrid } from '#views/TensorGrid.tsx';
import { fixed, fullNumber } from '#words/numbers.ts';
import { useWords } from '#views/language.ts';
import { recipes } from '#training/run/recipes.ts';
import type { Observation } from '#training/worker/protocol.ts';
import { firstKernelShape, type FirstLayerPicture } from './first-layer.ts';
import { Plane } from './Plane.tsx';
import type { TrainingModel } from './model.ts';
import { strings, type Strings } from './strings.ts';

/** What stands in a plane of which nothing is known yet. */
const nothing = { width: 1, height: 1, values: [], scale: 1 } as const;

/** Unseen until there are numbers, but as large as with them, so that nothing below it moves when they come. */
export function FirstLayer({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const kernels = useComputed(() => model.firstLayer.value?.kernels.data ?? []);
  const observation = model.observation.value;
  const picture = model.firstLayer.value;
  const shape =
    picture?.kernels.shape ?? firstKernelShape(recipes[model.form.value.recipe].network);
  if (!shape) return null;
  return (
    <section class="lbl-training-layer" data-shown={picture !== undefined}>
      <h2>{words.firstLayer}</h2>
      <TensorGrid
        name="conv1.weight"
        title={words.kernels}
        shape={shape}
        role="weight"
        values={kernels}
        scale={{ kind: 'diverging', most: picture?.kernelScale ?? 1 }}
        axes="d c i j"
      />
      <div class="lbl-training-maps">
        <figure>
          <Plane
            {...(observation ? digitPlane(observation) : nothing)}
            palette="ink"
            label={words.digit(observation?.label ?? 0)}
          />
          <button type="button" class="lbl-text-button" onClick={model.nextDigit}>
            {words.nextDigit}
          </button>
        </figure>
        {Array.from({ length: shape[0] }, (_, map) => (
          <Plane
            key={map}
            {...(picture ? mapPlane(picture, map) : nothing)}
            palette="signed"
            label={mapNote(words, picture, map)}
          />
        ))}
      </div>
      <p class="lbl-hint">
        {Number.isNaN(picture?.probability)
          ? words.digitLost(observation?.label ?? 0)
          : words.digitNote(
              observation?.label ?? 0,
              picture?.guess ?? 0,
              fixed(picture?.probability, 3),
            )}
      </p>
    </section>
  );
}

const digitPlane = ({ width, height, pixels }: Observation) => ({
  ...{ width, height, values: pixels, scale: 255 },
});

function mapPlane({ featureMaps, mapScale }: FirstLayerPicture, map: number) {
  const [, , height, width] = featureMaps.shape;
  return {
    ...{ width, height, values: featureMaps.data },
    ...{ offset: map * height * width, scale: mapScale },
  };
}

function mapNote(words: Strings, picture: FirstLayerPicture | undefined, map: number): string {
  const { least, most } = picture?.mapSpans[map] ?? { least: 0, most: 0 };
  return words.mapNote(map + 1, fullNumber(least), fullNumber(most));
}
