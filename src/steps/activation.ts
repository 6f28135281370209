/** What the activations have in common: one stage forward, one backward, cell by cell. */
import { applyStage } from './elementwise.ts';
import { is, named } from './expression.ts';
import type { StepFunction } from './functions.ts';
import type { Rule, Rules } from './rule.ts';
import type { Words } from '#words/language.ts';
import type { Call, Named, StageSteps } from './stage.ts';

interface Activation {
  /** The operation's name, which its functions and rules begin with. */
  readonly name: string;
  readonly file: string;
  readonly title: Words;
  readonly lead: Words;
  readonly backward: Words;
  /** What is applied to x, and to dy and x; a slope comes last. */
  readonly forwardFunction: StepFunction;
  readonly backwardFunction: StepFunction;
  /** The lines of the engine that compute y and dx. */
  readonly line: string;
  readonly backwardLine: string;
}

const [x, alpha] = [named('x'), named('alpha')];

const axes = { x: 'n c h w', y: 'n c h w', dy: 'n c h w', dx: 'n c h w', alpha: '' };

export function activationRules(one: Activation): Rules {
  const common = { file: one.file, axes };
  const forward: Rule = {
    ...common,
    title: one.title,
    lead: one.lead,
    equation: is('y', one.forwardFunction.write(x, alpha)),
    region: 'forward',
    line: one.line,
    writes: 'y',
    flat: { k: 'y' },
    operands: ['x', 'alpha'],
  };
  const title = { en: `gradient of ${one.title.en}`, 'zh-cn': `${one.title['zh-cn']}的梯度` };
  const backward: Rule = {
    ...common,
    title,
    lead: one.backward,
    equation: is('dx', one.backwardFunction.write(named('dy'), x, alpha)),
    region: 'backward',
    line: one.backwardLine,
    writes: 'dx',
    flat: { k: 'dx' },
    operands: ['dy', 'x', 'alpha'],
  };
  return { [`${one.name}.forward`]: forward, [`${one.name}.dx`]: backward };
}

/** The function that the steps apply where it is not called like the operation, and what it needs besides x. */
interface Applied {
  readonly fn?: string;
  /** Only a slope, under the part `alpha`. */
  readonly more?: readonly Named[];
}

/** Steps of y = fn(x), or fn(x, alpha). */
export function activationForward(call: Call, name: string, one: Applied = {}): StageSteps[] {
  const { x, y } = call.tensors;
  const { fn = name, more = [] } = one;
  const plan = {
    id: `${call.name}.forward.y`,
    rule: `${name}.forward`,
    tensors: { x, ...byPart(more), y },
    writes: y,
  };
  return [applyStage(plan, fn, x, ...more)];
}

/** Steps of dx from dy and the x of the forward pass. */
export function activationBackward(call: Call, name: string, one: Applied = {}): StageSteps[] {
  const { x, dy, dx } = call.tensors;
  const { fn = `${name}Gate`, more = [] } = one;
  const plan = {
    id: `${call.name}.backward.dx`,
    rule: `${name}.dx`,
    tensors: { dy, x, ...byPart(more), dx },
    writes: dx,
  };
  return [applyStage(plan, fn, dy, x, ...more)];
}

const byPart = (more: readonly Named[]): Record<string, Named> =>
  more.length === 0 ? {} : { alpha: more[0] };
