/** The words of this page's figure. What a step says of itself comes from the steps. */
import { listed } from '#words/lists.ts';
import type { PictureName } from './pictures.ts';
import type { Part } from './stage-plan.ts';
import type { ClassName } from './strokes.ts';

export const en = {
  label: 'One backpropagation, number by number',
  picture: 'picture',
  pictures: {
    upright: 'an upright stroke',
    lying: 'a lying stroke',
    slanting: 'a slanting stroke',
    cross: 'a cross',
    edge: 'an edge (full of ties)',
    dot: 'one dot',
    blank: 'nothing',
  } satisfies Record<PictureName, string>,
  drawn: 'your own',
  step: 'this step, as a formula and in words',
  answer: 'right answer',
  classes: {
    upright: 'upright',
    lying: 'lying',
    slanting: 'slanting',
  } satisfies Record<ClassName, string>,
  draw: 'draw',
  undo: 'undo',
  redo: 'redo',
  startOver: 'start over',
  show: 'cells show',
  shows: { both: 'both', values: 'values', gradients: 'gradients' },
  editHint:
    'Double-click a pixel, a weight or a bias to change it, or tap it twice. Click any other number to go to the step that made it.',
  allTensors: 'all tensors',
  parts: {
    forward: 'forward',
    backward: 'backward',
    update: 'update',
    again: 'again',
  } satisfies Record<Part, string>,
  phases: {
    pass: 'forward, then backward',
    update: 'the update',
    again: 'forward again, with the updated parameters',
  },
  score: {
    label: 'Scoreboard: the answer before and after the update',
    before: 'before',
    after: 'after',
    answer: 'answer',
    right: 'right',
    wrong: 'wrong',
    loss: 'loss',
    /** Read out when an answer is there. */
    saysBefore: (answer: string, verdict: string, loss: string) =>
      `Before the update the answer is ${answer}, which is ${verdict}; loss ${loss}.`,
    saysAfter: (answer: string, verdict: string, loss: string) =>
      `After the update it is ${answer}, which is ${verdict}; loss ${loss}.`,
    blame: 'Who is to blame?',
    known: (known: number, all: number) => `largest slopes, ${known} of ${all} known`,
    parameter: 'parameter',
    gradient: 'gradient',
    value: 'value',
    updated: 'updated',
  },
  options: 'options',
  code: 'The line that runs, shapes and indices',
  ask: 'Questions to the network',
  tabs: {
    wiggle: 'wiggle it',
    update: 'update',
    batch: 'mini-batch',
    break: 'break it',
  },
  lossWay: 'back through the loss',
  lossWays: { short: 'p − target', long: 'and step by step' },
  predict: {
    mode: 'predict',
    questionsWait: 'Your guess first: what stands here would give the number away.',
  },
  wiggle: {
    lead: (cell: string) =>
      `Does backpropagation say the truth about ${cell}? Move it a little up and a little down, and look at the loss. Click another number, or step to it, to ask about that one.`,
    h: 'h, how far',
    plus: 'L(w + h)',
    minus: 'L(w − h)',
    quotient: 'their difference / 2h',
    gradient: 'backpropagation',
    error: 'relative error',
    kinks: (layers: readonly string[]) =>
      `Between w − h and w + h lies a kink (${listed(layers, 'en')}): a ReLU opens or closes there, or another number wins a pooling window. The quotient mixes two slopes. A smaller h may keep to one, unless the number stands exactly on the kink, as at a tie.`,
    noKinks: 'No kink on the way.',
    chart:
      'Relative error for each h. Too large an h: the loss is no parabola between w − h and w + h (truncation). Too small: the two losses agree in nearly all their digits (round-off).',
    axisH: 'h',
    axisError: 'relative error',
  },
};
