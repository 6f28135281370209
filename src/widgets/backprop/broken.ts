/** "Break it" on this tape. It has rules and checks of its own, so it is made, and fetched, when its tab is first opened. */
import { createBroken } from '#experiments/broken.ts';
import { deeperNetwork, smallNetwork, startingParameters } from './network.ts';
import { onceFor } from './opened.ts';
import { pictures } from './pictures.ts';
import { runPlan } from './start.ts';

export const brokenOf = onceFor(({ experiment }) =>
  createBroken({
    specs: { small: smallNetwork, deeper: deeperNetwork },
    usual: 'small',
    seed: 2,
    plan: runPlan,
    draw: startingParameters,
    // Beside the reader's, a picture of ties and one with a window whose gates are all closed: without them, a rule
    // for ties or for closed gates could not go wrong.
    examples: () => [experiment.value, pictures.edge, pictures.lying],
    parametersOf: (depth, at) =>
      depth === 'small' ? experiment.value.parameters : startingParameters(deeperNetwork, at),
  }),
);
