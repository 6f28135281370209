/** The gallery: one section a view, its states side by side, each named. */
import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { speaking } from '#views/language.ts';
import { Legend } from '#views/Legend.tsx';
import { NetworkMap, type NetworkBlock } from '#views/NetworkMap.tsx';
import { PixelMap } from '#views/PixelMap.tsx';
import type { Scale } from '#views/scale.ts';
import { thumbnailOf } from '#views/thumbnail.ts';
import { TensorGrid } from '#views/TensorGrid.tsx';
import type { Tensor } from '#engine/tensor.ts';
import { digit, edges, markNames, marksInARow } from './examples.ts';
import './gallery.css';

const ink: Scale = { kind: 'ink', most: 1 };
const signed = (most: number): Scale => ({ kind: 'diverging', most });
const levels = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1];

export const Gallery = speaking(() => {
  const [{ x, map, gradient }] = useState(() => {
    const x = digit(7, 1);
    return { x, ...edges(x) };
  });
  const [edited, edit] = useState<Readonly<Record<number, number>>>({});
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
    </>
  );
});

/** A link, a block without a chapter, and one number. */
const networkBlocks = (x: Tensor, map: Tensor): NetworkBlock[] => [
  { id: 'picture', name: 'picture', title: 'Picture', picture: thumbnailOf(x), scale: ink },
  {
    ...{ id: 'conv', name: 'conv', title: 'Convolution', href: '#conv' },
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
