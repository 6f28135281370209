/** The picture, to draw on: fetched when somebody wants to draw. */
import { nameOf } from '#views/cell-text.ts';
import { useWords } from '#views/language.ts';
import { PicturePad } from '#views/PicturePad.tsx';
import { fullNumber } from '#words/numbers.ts';
import type { Backprop } from './model.ts';
import { padStrings } from './pad-strings.ts';
import { strings } from './strings.ts';

export function DrawingPad({ model }: { readonly model: Backprop }) {
  const words = useWords(padStrings);
  return (
    <PicturePad
      picture={model.experiment.value.picture}
      label={useWords(strings).draw}
      hint={words.hint}
      nameOf={(h, w, ink) =>
        words.ink(nameOf({ tensor: 'x', index: [0, 0, h, w] }), fullNumber(ink))
      }
      onPaint={model.paint}
    />
  );
}
