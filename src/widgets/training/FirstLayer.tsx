/** The kernels of the first convolution and what they make of one test digit: each above its map. */
import { useRef } from 'preact/hooks';
import { useInSight } from '#views/in-sight.ts';
import { later } from '#views/later.tsx';
import { Pixels } from '#views/Pixels.tsx';
import { fixed, fullNumber } from '#words/numbers.ts';
import { useWords } from '#views/language.ts';
import { recipes } from '#training/run/recipes.ts';
import { byteInk, firstKernelShape, type FirstLayerPicture } from './first-layer.ts';
import type { KernelProps } from './Kernel.tsx';
import type { TrainingModel } from './model.ts';
import { strings, type Strings } from './strings.ts';

const Kernel = later(async () => (await import('./Kernel.tsx')).Kernel, { isQuiet: true });

/** What stands in a plane of which nothing is known yet. */
const nothing = { width: 1, height: 1, values: [] } as const;

/** Unseen until there are numbers, but as large as with them, so that nothing below it moves when they come. */
export function FirstLayer({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const observation = model.observation.value;
  const picture = model.firstLayer.value;
  const shape =
    picture?.kernels.shape ?? firstKernelShape(recipes[model.form.value.recipe].network);
  if (!shape) return null;
  const label = observation?.label ?? 0;
  return (
    <section class="lbl-training-layer" data-shown={picture !== undefined}>
      <h2>{words.firstLayer}</h2>
      <div class="lbl-training-channels">
        <figure class="lbl-training-digit">
          <button type="button" class="lbl-text-button" onClick={model.nextDigit}>
            {words.nextDigit}
          </button>
          <div class="lbl-training-plane" style={ratio(observation)}>
            <Pixels
              {...(observation ? { ...observation, values: observation.pixels } : nothing)}
              scale={byteInk}
              label={words.digit(label)}
            />
          </div>
        </figure>
        {Array.from({ length: shape[0] }, (_, d) => (
          <Channel key={d} {...{ d, shape, model }} />
        ))}
      </div>
      <p class="lbl-hint">
        {Number.isNaN(picture?.probability)
          ? words.digitLost(label)
          : words.digitNote(label, picture?.guess ?? 0, fixed(picture?.probability, 3))}
      </p>
    </section>
  );
}

/** Kernel d above map d. */
function Channel(props: KernelProps) {
  const words = useWords(strings);
  const slot = useRef<HTMLDivElement>(null);
  const isInSight = useInSight(slot);
  const { d, model } = props;
  const picture = model.firstLayer.value;
  const plane = picture && mapPlane(picture, d);
  return (
    <div class="lbl-training-channel">
      <div ref={slot} class="lbl-training-kernel">
        {isInSight.value && <Kernel {...props} />}
      </div>
      <div class="lbl-training-plane" style={ratio(plane)}>
        <Pixels
          {...(plane ?? nothing)}
          scale={{ kind: 'diverging', most: picture?.mapScale ?? 1 }}
          label={mapNote(words, picture, d)}
        />
      </div>
    </div>
  );
}

const ratio = (plane: { readonly width: number; readonly height: number } | undefined) => ({
  aspectRatio: plane ? `${plane.width} / ${plane.height}` : '1',
});

function mapPlane({ featureMaps }: FirstLayerPicture, d: number) {
  const [, , height, width] = featureMaps.shape;
  return { width, height, values: featureMaps.data, offset: d * height * width };
}

function mapNote(words: Strings, picture: FirstLayerPicture | undefined, d: number): string {
  const { least, most } = picture?.mapSpans[d] ?? { least: 0, most: 0 };
  return words.mapNote(d, fullNumber(least), fullNumber(most));
}
