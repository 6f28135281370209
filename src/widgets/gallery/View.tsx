/** The gallery: one section a view, its states side by side, each named. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { speaking } from '#views/language.ts';
import { later } from '#views/later.tsx';
import { Hairlines } from '#views/Hairlines.tsx';
import { Legend } from '#views/Legend.tsx';
import { mark } from '#views/marks.ts';
import { NetworkMap, type NetworkBlock } from '#views/NetworkMap.tsx';
import { PixelMap } from '#views/PixelMap.tsx';
import { ProductTile } from '#views/ProductTile.tsx';
import type { Scale } from '#views/scale.ts';
import { thumbnailOf } from '#views/thumbnail.ts';
import { TensorGrid } from '#views/TensorGrid.tsx';
import { Window, type WindowProps } from '#views/Window.tsx';
import type { Tensor } from '#engine/tensor.ts';
import { digit, edges, markNames, marksInARow } from './examples.ts';

import './gallery.css';

const ink: Scale = { kind: 'ink', most: 1 };
const signed = (most: number): Scale => ({ kind: 'diverging', most });
const levels = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

/** Drawing needs code that no other view does. */
const Pads = later(async () => (await import('./PadSection.tsx')).Pads);

export const Gallery = speaking(() => {
  const [{ x, map, gradient }] = useState(() => {
    const x = digit(7, 1);
    return { x, ...edges(x) };
  });
  const [edited, edit] = useState<Readonly<Record<number, number>>>({});
  const [hasPads, showPads] = useState(false);
  const picture = Array.from(x.data, (value, at) => edited[at] ?? value);
  return (
    <>
      <Section name="Scales">
        <Legend
          entries={[
            { role: 'input', scale: ink },
            { role: 'weight', scale: signed(1) },
            { role: 'activation', scale: signed(3) },
            { role: 'gradient', scale: signed(0.6) },
            {
              role: 'activation',
              label: 'of a name and scale of its own',
              scale: signed(2),
              isAlone: true,
            },
          ]}
        />
        <Row name="x" role="input" values={levels.map(Math.abs)} scale={ink} />
        <Row name="weight" role="weight" values={levels} scale={signed(1)} />
        <Row name="y" role="activation" values={levels} scale={signed(1)} />
        <Row name="dy" role="gradient" values={levels} scale={signed(1)} />
      </Section>
      <Section name="Value above, gradient below, empty until computed">
        <TensorGrid
          name="y"
          shape={[3, 3]}
          role="activation"
          values={signal([3, 0, -1.5, 0.25, 1, -0.5, undefined, undefined, undefined])}
          scale={signed(3)}
          gradientName="dy"
          gradients={signal([0.5, -0.25, 0, undefined, undefined, undefined, ...none(3)])}
          gradientScale={signed(0.5)}
          show="both"
          hasIndices
        />
      </Section>
      <Section name="Marks of cells">
        <TensorGrid
          name="y"
          title={markNames.join(' · ')}
          shape={[markNames.length]}
          role="activation"
          values={signal(markNames.map((_, at) => at / markNames.length))}
          marks={signal(marksInARow)}
        />
      </Section>
      <Section name="One window: forward, padding included; going back; a turned panel">
        <div class="lbl-gallery-maps">
          <Framed name="x" role="input" window={inkWindow} />
          <Framed name="dy" role="gradient" window={gradientWindow} />
          <Framed name="weight" role="weight" window={wholeWindow} isRotated />
        </div>
      </Section>
      <Section name="A window and the cell at its other end">
        <div class="lbl-gallery-joined">
          <Framed name="x" role="input" window={inkWindow} />
          <TensorGrid
            name="y"
            shape={[3, 3]}
            role="activation"
            values={signal([...none(4), 0.5, ...none(4)])}
            marks={signal(new Map([['1,1', mark.write]]))}
          />
          <Hairlines link={{ window: 'x', tensor: 'y', flat: 4, pass: 'value' }} />
        </div>
      </Section>
      <Section name="A pair that meets, what it makes, and the sum so far">
        <ProductTile
          factors={[
            { text: '−1.00', role: 'weight' },
            { text: '0.50', role: 'input' },
          ]}
          product="−0.50"
          sum={{ label: 'so far', text: '1.25', role: 'activation' }}
        />
        <ProductTile
          factors={[{ text: '+0.50', role: 'gradient' }]}
          sum={{ label: 'so far', text: '+0.50', role: 'gradient' }}
        />
      </Section>
      <Section name="Map of the network: here, and here on the way back">
        {(['forward', 'back'] as const).map((way) => (
          <NetworkMap
            key={way}
            label={`The network, ${way}`}
            blocks={networkBlocks(x, map)}
            here={['conv']}
            way={way}
          />
        ))}
      </Section>
      <Section name="Pixel maps: pointing or the arrow keys open a cell, Enter edits the picture">
        <div class="lbl-gallery-maps">
          <PixelMap
            name="x"
            shape={x.shape}
            lead={[0, 0]}
            role="input"
            values={picture}
            gradients={gradient.data}
            scale={ink}
            lit={{ tensor: 'x', index: [0, 0, 14, 14] }}
            onEdit={({ index }, value) => edit({ ...edited, [index[2] * 28 + index[3]]: value })}
          />
          <PixelMap
            name="y"
            shape={map.shape}
            lead={[0, 0]}
            role="activation"
            values={map.data}
            scale={signed(3)}
            frame={{ h: -1, w: 9, height: 3, width: 3 }}
          />
          <PixelMap
            name="dx"
            shape={gradient.shape}
            lead={[0, 0]}
            role="gradient"
            values={gradient.data}
            scale={signed(8)}
          />
          <PixelMap
            name="empty"
            shape={map.shape}
            lead={[0, 0]}
            role="activation"
            values={none(map.data.length)}
            scale={signed(3)}
          />
        </div>
      </Section>
      <Section name="A pad: by pointer or by keys, and what the network sees of it">
        <details onToggle={({ currentTarget }) => showPads(currentTarget.open)}>
          <summary>two pads</summary>
          {hasPads && <Pads />}
        </details>
      </Section>
    </>
  );
});

/** A window as `Window` takes it, but for the place of the panel. */
type Framing = Omit<WindowProps, 'layout' | 'panel'>;

const ghosts = new Map(
  [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column): [string, number] => [`${row - 1},${column}`, column - 1]),
  ),
);
const inkWindow: Framing = {
  ...{ from: [-1, 0], to: [1, 2], pass: 'value', ghosts, ghostRole: 'weight' },
};
const gradientWindow: Framing = { ...inkWindow, pass: 'gradient', ghostRole: 'gradient' };
const wholeWindow: Framing = { from: [0, 0], to: [1, 1], pass: 'value' };

interface FramedProps {
  readonly name: string;
  readonly role: 'input' | 'weight' | 'gradient';
  readonly window: Framing;
  readonly isRotated?: boolean;
}

const Framed = ({ window, ...rest }: FramedProps) => (
  <TensorGrid
    {...rest}
    shape={[3, 3]}
    values={signal([0, 0.25, 0.5, 0.75, 1, 0.75, 0.5, 0.25, 0])}
    scale={rest.role === 'input' ? ink : signed(1)}
    frame={rest.isRotated ? undefined : { padding: [1, 1] }}
    over={(layout, panel) => <Window {...window} {...{ layout, panel }} />}
  />
);

/** A link, a block without a chapter, and one number. */
const networkBlocks = (x: Tensor, map: Tensor): NetworkBlock[] => [
  { id: 'picture', name: 'picture', title: 'Picture', picture: thumbnailOf(x), scale: ink },
  {
    ...{ id: 'conv', name: 'conv', title: 'Convolution', href: '#_top' },
    ...{ picture: thumbnailOf(map), scale: signed(3) },
  },
  {
    ...{ id: 'loss', name: 'loss', title: 'Loss' },
    ...{ picture: { height: 1, width: 1, values: [1] }, scale: signed(1) },
  },
];

const none = (count: number): undefined[] => new Array<undefined>(count).fill(undefined);

interface RowProps {
  readonly name: string;
  readonly role: 'input' | 'weight' | 'activation' | 'gradient';
  readonly values: readonly number[];
  readonly scale: Scale;
}

const Row = ({ values, ...rest }: RowProps) => (
  <TensorGrid {...rest} shape={[values.length]} values={signal(values)} />
);

function Section({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}
