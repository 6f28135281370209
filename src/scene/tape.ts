/** A trace as the player sees it. */
import { termsOf } from './marks.ts';
import type { Tape } from '#player/tape.ts';
import type { Trace } from '#steps/step.ts';

export const tapeOf = (trace: Trace): Tape => ({
  length: trace.length,
  stages: trace.stages,
  termsAt: (index) => termsOf(trace.at(index)).length,
  idAt: (index) => trace.at(index).id,
  find: (id) => trace.positionOf(id),
});
