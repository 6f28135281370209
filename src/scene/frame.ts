/** The zeros around and between a tensor's cells that a stage reads, as its grid draws them: read off the steps. */
import { partsOf } from '#steps/parts.ts';
import type { Stage, Trace } from '#steps/step.ts';
import type { Frame } from '#views/layout.ts';

export function frameRead(trace: Trace, { start, end }: Stage, tensor: string): Required<Frame> {
  const { shape } = trace.valuesAt(tensor)!;
  const sides = [shape.length - 2, shape.length - 1].map((axis) => {
    let [first, last, stride] = [0, shape[axis] - 1, 1];
    for (let position = start; position < end; position++)
      for (const { ref, virtual } of partsOf(trace.at(position)).flat()) {
        if (virtual === undefined || ref.tensor !== tensor) continue;
        const at = ref.index[axis];
        [first, last] = [Math.min(first, at), Math.max(last, at)];
        // Between two neighbours lie stride − 1 zeros, the first of them 1 / stride after a cell.
        if (!Number.isInteger(at)) stride = Math.max(stride, Math.round(1 / (at - Math.floor(at))));
      }
    const before = Math.round(-first * stride) || 0; // never −0
    return { before, after: Math.round((last - shape[axis] + 1) * stride), stride };
  });
  const pair = (part: 'before' | 'after' | 'stride') => [sides[0][part], sides[1][part]] as const;
  return { padding: pair('before'), after: pair('after'), stride: pair('stride') };
}
