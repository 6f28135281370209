/** The pad, blank and with an example, each with the 28x28 picture that a network would be given. */
import { useState } from 'preact/hooks';
import { drawingOf } from '#data/drawing/drawing.ts';
import { drawStrokes } from '#data/drawing/drawn-digits.ts';
import { penWidth } from '#data/drawing/strokes.ts';
import { Pad } from '#views/Pad.tsx';
import { createPad, type PadStroke } from '#views/pad.ts';
import { Pixels } from '#views/Pixels.tsx';

export function Pads() {
  return (
    <div class="lbl-gallery-maps">
      <OnePad label="blank pad" example={[]} />
      <OnePad label="pad with an example" example={drawStrokes(3, 1, 0)} />
    </div>
  );
}

function OnePad({ label, example }: { label: string; example: readonly PadStroke[] }) {
  const [pad] = useState(() => createPad(example));
  const image = drawingOf(pad.strokes.value).normalised?.image.data ?? [];
  return (
    <Pad pad={pad} label={label} penWidth={penWidth}>
      <div style={{ width: '50%' }}>
        <Pixels height={28} width={28} values={image} scale={{ kind: 'ink', most: 1 }} />
      </div>
    </Pad>
  );
}
