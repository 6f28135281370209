/** The picture with the frame of the window that is told, the products under it, and their sum in words. */
import { useComputed } from '@preact/signals';
import { Announcement } from '#views/Announcement.tsx';
import { useWords } from '#views/language.ts';
import { PixelMap } from '#views/PixelMap.tsx';
import { TensorGrid } from '#views/TensorGrid.tsx';
import { cellNumber, indexNumber } from '#words/numbers.ts';
import { windowOf } from './frame.ts';
import type { FeatureMaps } from './model.ts';
import { strings } from './strings.ts';

interface Part {
  readonly model: FeatureMaps;
}

export function WindowOfPicture({ model }: Part) {
  const words = useWords(strings);
  const { shape, data } = model.picture.value;
  const products = useComputed(() => model.origin.value.sum.terms.map(({ product }) => product));
  const [{ shape: kernel }] = model.kernels.value;
  return (
    <div class="lbl-maps-picture">
      <PixelMap
        name="x"
        shape={shape}
        lead={[0]}
        role="input"
        values={data}
        scale={{ kind: 'ink', most: 1 }}
        title="x"
        frame={windowOf(model.window.value)}
      />
      <div class="lbl-maps-products">
        <TensorGrid
          name="product"
          title={words.products}
          shape={kernel}
          role="activation"
          values={products}
          scale={model.kernelScale.value}
        />
        <span class="lbl-maps-sum" aria-hidden="true">
          = <b>{number(model.origin.value.sum.writes[0].value)}</b>
        </span>
      </div>
      <Sentence model={model} />
    </div>
  );
}

const number = (one: number): string => cellNumber(one, { decimals: 2 });

function Sentence({ model }: Part) {
  const words = useWords(strings);
  const { cell, sum, pooled } = model.origin.value;
  const { rows, columns } = model.window.value;
  const [{ value }] = sum.writes;
  const products = sum.terms.map(({ product }) => product);
  const range = ([first, last]: readonly [number, number]): string =>
    words.range(indexNumber(first), indexNumber(last));
  const told = {
    rows: range(rows),
    columns: range(columns),
    d: cell.d,
    sum: number(value),
    above: number(products.reduce((so, one) => so + Math.max(one, 0), 0)),
    below: number(products.reduce((so, one) => so + Math.min(one, 0), 0)),
  };
  const isBlank = products.every((product) => product === 0);
  const hasRelu = model.layers.value.some(({ name }) => name === 'relu');
  const text = [
    isBlank ? words.blank(told) : words.told(told),
    hasRelu && !isBlank && (value > 0 ? words.open : words.closed),
    pooled !== undefined && !isBlank && words.winner,
  ]
    .filter((part) => part !== false)
    .join(' ');
  return (
    <>
      <p class="lbl-maps-told">{text}</p>
      <Announcement text={text} />
    </>
  );
}
