/** What the activations have in common: one stage forward, one backward, cell by cell. */
import { constant, doingStage } from './elementwise.ts';
import { is, named } from './expression.ts';
import { functions as shared, type StepFunction } from './functions.ts';
import { rulesOf, type Rules } from './rule.ts';
import type { Words } from '#words/language.ts';
import { stagePlan, type Call } from './stage.ts';
import type { Telling } from './telling.ts';

interface Activation {
  /** The operation's name, which its rules begin with. */
  readonly name: string;
  readonly file: string;
  readonly title: Words;
  readonly lead: Words;
  readonly backward: Words;
  /** What is applied to x, a slope last; what is applied to dy and x has `Gate` behind its name. `name` unless given. */
  readonly fn?: string;
  /** Functions that no other operation applies. */
  readonly functions?: Readonly<Record<string, StepFunction>>;
  /** The lines of the engine that compute y and dx. */
  readonly line: string;
  readonly backwardLine: string;
}

const [x, alpha] = [named('x'), named('alpha')];

const axes = { x: 'n c h w', y: 'n c h w', dy: 'n c h w', dx: 'n c h w', alpha: '' };

export function activationRules(one: Activation): Rules {
  const { name, file, title, lead, fn = name, functions = shared } = one;
  const common = { file, axes };
  return rulesOf(name, common, {
    forward: {
      title,
      lead,
      equation: is('y', functions[fn].write(x, alpha)),
      region: 'forward',
      line: one.line,
      writes: 'y',
      flat: { k: 'y' },
      operands: ['x', 'alpha'],
    },
    dx: {
      title: { en: `gradient of ${title.en}`, 'zh-cn': `${title['zh-cn']}的梯度` },
      lead: one.backward,
      equation: is('dx', functions[`${fn}Gate`].write(named('dy'), x, alpha)),
      region: 'backward',
      line: one.backwardLine,
      flat: { k: 'dx' },
      operands: ['dy', 'x', 'alpha'],
    },
  });
}

/** An activation retold. With `slope` it has an attribute alpha, which is `slope` where none is given. */
export function activationTelling(one: Activation & { readonly slope?: number }): Telling {
  const { name, slope, fn = name, functions = {} } = one;
  const slopeOf = ({ attrs, nameOf }: Call): Call['tensors'] =>
    slope === undefined
      ? {}
      : { alpha: constant(nameOf('alpha'), (attrs['alpha'] as number | undefined) ?? slope) };
  return {
    forward(call) {
      const { x, y } = call.tensors;
      const plan = stagePlan(call, 'forward', `${name}.forward`, { x, ...slopeOf(call), y });
      return [doingStage(plan, fn)];
    },
    backward(call) {
      const { x, dy, dx } = call.tensors;
      const plan = stagePlan(call, 'backward', `${name}.dx`, { dy, x, ...slopeOf(call), dx });
      return [doingStage(plan, `${fn}Gate`)];
    },
    rules: activationRules(one),
    functions,
  };
}
