/** What the activations have in common: one stage forward, one backward, cell by cell. */
import { constant, doingStage } from './elementwise.ts';
import { holdsGate, is, named, type Expression } from './expression.ts';
import { functions as shared, type StepFunction } from './functions.ts';
import { equationsOf, rulesOf, type Equations, type Rules } from './rule.ts';
import type { Words } from '#words/language.ts';
import { stagePlan, type Call } from './stage.ts';
import type { Telling } from './telling.ts';

export interface Activation {
  /** The operation's name, which its rules begin with. */
  readonly name: string;
  readonly file: string;
  /** The name of the function; in Chinese, too, it ends in a Latin letter. */
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
  /** Where it has an attribute alpha: what that is where none is given. */
  readonly slope?: number;
}

const [x, alpha] = [named('x'), named('alpha')];

/** Added to what is said of a stage whose equation has a condition in it. */
const bracket: Words = {
  en: 'A bracket around a condition stands for 1 where it holds, else for 0.',
  'zh-cn': '方括号里的条件成立时代表 1，否则代表 0。',
};

/** A lead, with what its equation needs besides. */
const explained = ({ en, 'zh-cn': zhCn }: Words, equation: Expression): Words =>
  holdsGate(equation)
    ? { en: `${en} ${bracket.en}`, 'zh-cn': `${zhCn}${bracket['zh-cn']}` }
    : { en, 'zh-cn': zhCn };

const axes = { x: 'n c h w', y: 'n c h w', dy: 'n c h w', dx: 'n c h w', alpha: '' };

const ownEquations = ({ name, fn = name, functions = shared }: Activation) => ({
  forward: is('y', functions[fn].write(x, alpha)),
  dx: is('dx', functions[`${fn}Gate`].write(named('dy'), x, alpha)),
});

export const activationEquations = (one: Activation): Equations =>
  equationsOf(one.name, ownEquations(one));

export function activationRules(one: Activation): Rules {
  const { name, file, title, lead } = one;
  const { forward, dx } = ownEquations(one);
  const common = { file, axes };
  return rulesOf(name, common, {
    forward: {
      title,
      lead: explained(lead, forward),
      region: 'forward',
      line: one.line,
      writes: 'y',
      flat: { k: 'y' },
      operands: ['x', 'alpha'],
    },
    dx: {
      title: { en: `gradient of ${title.en}`, 'zh-cn': `${title['zh-cn']} 的梯度` },
      lead: explained(one.backward, dx),
      region: 'backward',
      line: one.backwardLine,
      flat: { k: 'dx' },
      operands: ['dy', 'x', 'alpha'],
    },
  });
}

/** An activation retold. */
export function activationTelling(one: Activation): Telling {
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
