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
  drawHint:
    'Draw with the pointer: pressing on ink takes it away. With keys: arrows move, space inks, 0 to 9 set a grey.',
  ink: (cell: string, grey: string) => `${cell}, grey ${grey}`,
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
    question: (cell: string) => `What will ${cell} be?`,
    guess: 'your guess',
    check: 'check',
    next: 'next step',
    show: 'show me',
    right: (truth: string) => `Right: ${truth}.`,
    close: (truth: string) => `It is ${truth}. Step on when you see why.`,
    notANumber: 'Type a number, such as -0.35.',
    score: (right: number, tried: number) =>
      `${right} of ${tried} right: within 5 %, or half of the last digit shown`,
    forget: 'forget the score',
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
  update: {
    lead: 'Every parameter moves a little against its gradient. If the loss were a plane, it would fall by the learning rate times the squared length of the gradient.',
    rate: 'learning rate',
    norm: '‖g‖², all parameters',
    predicted: 'promised change, −η · ‖g‖²',
    measured: 'measured change',
    kept: 'measured / promised',
    now: 'loss now',
    once: 'update once',
    often: (times: number) => `update ${times} times`,
    chart:
      'Change of the loss for each learning rate: promised (dashed) and measured. They part where the loss bends.',
    axisRate: 'learning rate',
    axisChange: 'change of loss',
  },
  batch: {
    lead: (cell: string) =>
      `Each example asks something else of ${cell}. The batch gives it the mean. Click a picture to put it on the stage.`,
    size: 'examples',
    example: (number: number, answer: string) => `Look at example ${number}, ${answer}`,
    exampleTitle: 'example',
    answer: 'answer',
    loss: 'loss',
    gradient: 'gradient',
    mean: 'mean',
    together: 'the batch in one pass',
  },
  broken: {
    lead: 'Replace one rule by a common mistake. Which gradients are wrong, and does the network learn all the same?',
    mistake: 'mistake',
    depth: 'in',
    depths: { small: 'the network above', deeper: 'one convolution deeper' },
    seed: 'seed',
    checked:
      'Gradient check of three pictures at once: yours, one full of ties, one with closed gates.',
    order:
      'From the loss back: a wrong rule spoils what is made with it, and nothing that came before.',
    tensor: 'gradient of',
    wrong: 'wrong cells',
    worst: 'worst cell',
    got: 'says',
    should: 'should be',
    off: 'relative error',
    none: 'none',
    kinks: (count: number) => `, ${count} on a kink`,
    unseen:
      'Every gradient is right here: this network gives the mistake no chance to show. A test on it would pass.',
    map: (name: string) => `Where ${name} is wrong`,
    list: 'all wrong cells',
    cell: (cell: string, is: string, should: string) => `${cell} is ${is}, should be ${should}`,
    isWrong: 'wrong',
    isKink: 'on a kink',
    run: 'train both',
    again: 'train both again',
    running: (updates: number) => `${updates} updates`,
    result: (right: string, broken: string) =>
      `Right rules: ${right} of new strokes. With the mistake: ${broken}.`,
    noNumber: 'none, its loss is no number any more',
    chart: 'Loss of each batch: right rules (line) and with the mistake (dashed).',
    axisUpdates: 'updates',
    axisLoss: 'loss',
  },
};
