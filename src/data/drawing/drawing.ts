/** From a pad's strokes to what a network is given, with both stages between, or to what there is to say instead. */
import type { Tensor } from '#engine/tensor.ts';
import { messages, type MessageOf } from '#words/messages.ts';
import { normalise, type Normalised } from './normalise.ts';
import { inkOf, type InkSize, type Stroke } from './strokes.ts';

export const drawingMessages = messages(
  {
    'nothing-drawn': 'There is no ink on the pad: draw a digit.',
  },
  {
    'nothing-drawn': '板上还没有墨迹：请画一个数字。',
  },
);

export type DrawingMessage = MessageOf<typeof drawingMessages>;

/** The usual pad: five pixels of ink for one of the image. */
export const padSize: InkSize = { height: 140, width: 140 };

export interface Drawing {
  /** [1, H, W], 0..1 */
  readonly ink: Tensor;
  /** Absent where there is no ink. */
  readonly normalised?: Normalised;
  /** What there is to say where nothing can be read. */
  readonly notice?: DrawingMessage;
}

export function drawingOf(strokes: readonly Stroke[], size = padSize): Drawing {
  const ink = inkOf(strokes, size);
  const normalised = normalise(ink);
  return normalised ? { ink, normalised } : { ink, notice: { code: 'nothing-drawn' } };
}
