/**
 * What a forward pass decides and the backward pass obeys: which gates of a ReLU are closed, and which cell won its window
 * in a pooling. Read from the steps that decided it, and marked from then on, forward and backward alike.
 */
import { mark } from '#views/marks.ts';
import type { CellRef, Step, Trace } from '#steps/step.ts';

export interface Decision {
  readonly ref: CellRef;
  /** `mark.closed` or `mark.winner`. */
  readonly bit: number;
  /** The position of the step that decides it. */
  readonly position: number;
}

const decided = new WeakMap<Trace, readonly Decision[]>();

/** All decisions of a trace, in the order of its steps. */
export function decisionsOf(trace: Trace): readonly Decision[] {
  let all = decided.get(trace);
  if (!all) {
    all = trace.stages
      .filter(({ rule }) => rule === 'relu.forward' || rule === 'maxPool2d.forward')
      .flatMap(({ start, end }) =>
        Array.from({ length: end - start }, (_, k) => decisionOf(trace.at(start + k), start + k)),
      )
      .filter((one) => one !== undefined);
    decided.set(trace, all);
  }
  return all;
}

function decisionOf(step: Step, position: number): Decision | undefined {
  if (step.kind === 'select')
    return { ref: step.candidates[step.winner].ref, bit: mark.winner, position };
  // An open gate passes the number on as it is.
  const isClosed = step.kind === 'apply' && step.operands[0].value <= 0;
  return isClosed ? { ref: step.writes[0].ref, bit: mark.closed, position } : undefined;
}
