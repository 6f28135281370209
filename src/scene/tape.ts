/** A trace as the player sees it. */
import type { Tape } from '#player/tape.ts';
import { partsOf } from '#steps/parts.ts';
import type { Trace } from '#steps/step.ts';

export const tapeOf = (trace: Trace): Tape => ({
  length: trace.length,
  stages: trace.stages,
  termsAt: (index) => partsOf(trace.at(index)).length,
  idAt: (index) => trace.at(index).id,
  find: (id) => trace.positionOf(id),
});
