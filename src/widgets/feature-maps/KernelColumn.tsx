/** One kernel, and below it what it makes: its map, the map after the ReLU, the pooled map. */
import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { kernels as presets } from '#experiments/kernels.ts';
import type { CellRef } from '#steps/step.ts';
import { cellNumber } from '#words/numbers.ts';
import { Choice } from '#views/controls.tsx';
import { useLanguage, useWords } from '#views/language.ts';
import { flatOf } from '#views/layout.ts';
import { PixelMap } from '#views/PixelMap.tsx';
import { TensorGrid } from '#views/TensorGrid.tsx';
import { windowOf } from './frame.ts';
import type { Layer, LayerName, Place } from './layers.ts';
import { presetOf, type FeatureMaps } from './model.ts';
import { planeOf } from './scales.ts';
import { strings } from './strings.ts';

export interface KernelColumnProps {
  readonly model: FeatureMaps;
  /** Which kernel. */
  readonly d: number;
}

const own = 'own';

export function KernelColumn({ model, d }: KernelColumnProps) {
  const words = useWords(strings);
  const language = useLanguage();
  const preset = presetOf(model.kernels.value[d]) ?? own;
  const options = presets.map(({ id, title }) => [id, title[language]] as const);
  return (
    <div class="lbl-maps-column" data-told={model.place.value.d === d || undefined}>
      <Choice
        label={words.kernel(d)}
        options={preset === own ? [...options, [own, words.own]] : options}
        value={preset}
        onChange={(id) => id !== own && model.preset(d, id)}
      />
      <Kernel model={model} d={d} />
      {model.layers.value.map((layer) => (
        <FeatureMap key={layer.name} model={model} d={d} layer={layer} />
      ))}
    </div>
  );
}

/** A pressed cell takes the brush's number, and so do those that the pointer is drawn over. */
function Kernel({ model, d }: KernelColumnProps) {
  const last = useRef<number | undefined>(undefined);
  const values = useComputed(() => model.kernels.value[d]?.data ?? []);
  const { shape, data } = model.kernels.value[d];
  const paint = (flat: number | undefined, isStroke: boolean): void => {
    if (flat === undefined || flat === last.current) return;
    last.current = flat;
    const [, columns] = shape;
    const index = [Math.floor(flat / columns), flat % columns];
    model.paint(d, index, model.brush.value, isStroke);
  };
  return (
    <div
      class="lbl-maps-kernel"
      onPointerDown={(event) => {
        const flat = flatOf(event.target);
        if (flat === undefined || event.button !== 0) return;
        // A finger keeps its target captured; the cells under its way must be found by place.
        (event.target as Element).releasePointerCapture(event.pointerId);
        last.current = undefined;
        paint(flat, false);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 0) last.current = undefined;
        if (last.current === undefined) return;
        const under = document.elementFromPoint(event.clientX, event.clientY);
        if (event.currentTarget.contains(under)) paint(flatOf(under), true);
      }}
      onPointerUp={() => (last.current = undefined)}
    >
      <TensorGrid
        name={`weight[${d}]`}
        shape={shape}
        role="weight"
        values={values}
        scale={model.kernelScale.value}
        decimals={decimalsOf(data)}
        onEdit={({ index }, value) => model.paint(d, index, value)}
      />
    </div>
  );
}

function FeatureMap({ model, d, layer: { name, made } }: KernelColumnProps & { layer: Layer }) {
  const words = useWords(strings);
  const [, D, oH, oW] = made.shape;
  const [, , width] = model.picture.value.shape;
  const lit = model.litIn(name, d);
  return (
    <div class="lbl-maps-map" style={{ '--lbl-maps-share': oW / width }}>
      <PixelMap
        name={name}
        title={words.layers[name]}
        shape={[D, oH, oW]}
        lead={[d]}
        role="activation"
        values={made.data}
        scale={model.scaleOf.value(name, d)}
        lit={lit && { tensor: name, index: [d, ...lit] }}
        frame={windowOf(model.pooledFrom(name, d))}
        onHover={(ref) => model.point(ref && placeOf(ref))}
        onSelect={(ref) => model.pin(placeOf(ref))}
      />
      <span class="lbl-maps-value" aria-hidden="true">
        {lit && cellNumber(planeOf(made, d)[lit[0] * oW + lit[1]], { decimals: 2 })}
      </span>
    </div>
  );
}

/** As many digits after the point as the numbers of a kernel have, but no more than fit a cell. */
function decimalsOf(numbers: ArrayLike<number>): number {
  const most = 3;
  const isTold = (decimals: number): boolean =>
    Array.from(numbers).every((value) => Number.isInteger(value * 10 ** decimals));
  return [0, 1, 2].find(isTold) ?? most;
}

/** Cells of a layer are named without the axis of examples. */
const placeOf = ({ tensor, index: [d, p, q] }: CellRef): Place => ({
  layer: tensor as LayerName,
  ...{ d, p, q },
});
