/**
 * What attributes may be. Operations, layers and optimizers list theirs, each with its check; whatever else they are given
 * is refused by its name, so that nothing is silently ignored. Ranges are PyTorch's where it has any. Throws ShapeError.
 *
 * Calls at the top of a module are marked as pure and lists have no spreads, so that a page leaves out what it does not
 * use: see tests/e2e/weight.spec.ts.
 */
import { told } from './errors.ts';
import { checkPair, shapeError } from './shape.ts';

/** Throws where `value` cannot be the attribute `name` of `owner`. */
export type Check = (owner: string, name: string, value: unknown) => void;

/** A check for every attribute that there is. */
export type Checks<Attrs extends object> = Readonly<Record<keyof Attrs & string, Check>>;

/** As errors word them; all of them finite. */
const ranges = {
  'a number': () => true,
  'a number >= 0': (value: number) => value >= 0,
  'a number > 0': (value: number) => value > 0,
  'in [0, 1)': (value: number) => value >= 0 && value < 1,
  'in [0, 1]': (value: number) => value >= 0 && value <= 1,
};

export const numberThatIs =
  (range: keyof typeof ranges): Check =>
  (owner, name, value) => {
    if (typeof value === 'number' && Number.isFinite(value) && ranges[range](value)) return;
    throw shapeError(owner, `${name} must be ${range}, not ${told(value)}`, {});
  };

/** `[height, width]`: a single number is no pair, here as in every operation. */
const pairFrom =
  (least: number): Check =>
  (owner, name, value) =>
    checkPair(owner, name, value, least);

export const oneOf =
  (known: readonly unknown[]): Check =>
  (owner, name, value) => {
    if (known.includes(value)) return;
    const all = known.map(told).join(', ');
    throw shapeError(owner, `${name} must be one of ${all}, not ${told(value)}`, {});
  };

export const flag = /* @__PURE__ */ oneOf([true, false]);
export const extents = /* @__PURE__ */ pairFrom(1);
export const margins = /* @__PURE__ */ pairFrom(0);

export const wholeNumber: Check = (owner, name, value) => {
  if (!Number.isInteger(value))
    throw shapeError(owner, `${name} must be a whole number, not ${told(value)}`, {});
};

/** Checks what was given, undefined counting as not; names in `beside` are somebody else's. */
export function checkAttributes(
  owner: string,
  given: object,
  checks: Readonly<Record<string, Check>>,
  beside: readonly string[] = [],
): void {
  for (const [name, value] of Object.entries(given)) {
    if (beside.includes(name)) continue;
    if (!Object.hasOwn(checks, name)) {
      const all = Object.keys(checks).join(', ');
      const others = all && `, those there are: ${all}`;
      throw shapeError(owner, `there is no attribute ${name}${others}`, {});
    }
    if (value !== undefined) checks[name](owner, name, value);
  }
}
