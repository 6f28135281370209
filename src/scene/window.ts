/**
 * What a step does with many cells at once, told as a window: a box of cells of one tensor, padding included, and what
 * each of them meets. Read off the step. Reads that make no box, as under a stride, are no window.
 */
import { partsOf } from '#steps/parts.ts';
import type { CellRef, Operand, Role, Step, Term, Trace } from '#steps/step.ts';
import { termsOf } from '#steps/detail.ts';
import { keyOf } from '#views/cell-text.ts';
import type { WindowBox } from '#views/Window.tsx';

export interface SceneWindow extends WindowBox {
  readonly tensor: string;
  readonly pass: 'value' | 'gradient';
  /** Of the one window on which something lies: what each cell meets, by the key of its index. */
  readonly ghosts?: ReadonlyMap<string, number>;
  readonly ghostRole?: Role;
  /** The cell at the other end: the one that the sum is written to, or the one that stamps. */
  readonly joins?: CellRef;
}

/** What is laid on what: a kernel on anything, and a gradient, used as a kernel, on the rest. */
const laidOn: readonly Role[] = ['weight', 'gradient'];

/** The windows of a step, those that are a single cell left out. */
export function windowsOf(step: Step, trace: Trace): readonly SceneWindow[] {
  const roleOf = (tensor: string): Role =>
    trace.tensors.find(({ name }) => name === tensor)?.role ?? 'activation';
  const pass = step.writes.some(({ ref }) => roleOf(ref.tensor) === 'gradient')
    ? 'gradient'
    : 'value';
  const meetings = meetingsOf(step, roleOf);
  const [lies] = meetings;
  const joins = step.kind === 'stamp' ? step.from.ref : step.writes[0]?.ref;
  const windows: SceneWindow[] = [];
  for (const [tensor, cells] of grouped(step)) {
    const box = boxOf(cells.map(({ index }) => index));
    if (!box) continue;
    if (lies?.on.tensor !== tensor) windows.push({ tensor, pass, ...box });
    else {
      const ghosts = new Map(meetings.map(({ on, what }) => [keyOf(on.index), what.value]));
      const ghostRole = roleOf(lies.what.ref.tensor);
      windows.push({ tensor, pass, ...box, ghosts, ghostRole, ...(joins && { joins }) });
    }
  }
  return windows;
}

/** The cells that a step reads and, of a stamp, those that it adds to, by their tensors; zeros of padding count. */
function grouped(step: Step): Map<string, CellRef[]> {
  const groups = new Map<string, CellRef[]>();
  const add = (ref: CellRef): void => {
    const group = groups.get(ref.tensor);
    if (group) group.push(ref);
    else groups.set(ref.tensor, [ref]);
  };
  if (step.kind === 'stamp')
    for (const { to, term } of step.additions) {
      add(to);
      for (const { ref } of term.factors) if (ref.tensor !== step.from.ref.tensor) add(ref);
    }
  else for (const part of partsOf(step)) for (const { ref } of part) add(ref);
  return groups;
}

interface Meeting {
  readonly what: Operand;
  readonly on: CellRef;
}

/** Which factor of each product lies on which cell; of a stamp the weights lie on the cells that they are added to. */
function meetingsOf(step: Step, roleOf: (tensor: string) => Role): Meeting[] {
  if (step.kind === 'stamp')
    return step.additions.flatMap(({ to, term }) => {
      const what = term.factors.find(({ ref }) => ref.tensor !== step.from.ref.tensor);
      return what ? [{ what, on: to }] : [];
    });
  if (step.kind !== 'sum') return [];
  const terms: readonly Term[] = termsOf(step).filter(({ factors }) => factors.length === 2);
  const rank = ({ ref }: Operand): number => {
    const at = laidOn.indexOf(roleOf(ref.tensor));
    return at < 0 ? laidOn.length : at;
  };
  return terms.map(({ factors: [one, other] }) =>
    rank(one) <= rank(other) ? { what: one, on: other.ref } : { what: other, on: one.ref },
  );
}

/** The box that these cells fill without a gap, each of them once; undefined where they do not, or are only one. */
export function boxOf(cells: readonly (readonly number[])[]): WindowBox | undefined {
  if (cells.length < 2) return undefined;
  let count = 1;
  const [from, to]: [number[], number[]] = [[], []];
  for (let axis = 0; axis < cells[0].length; axis++) {
    const places = [...new Set(cells.map((index) => index[axis]))].sort((a, b) => a - b);
    // Zeros inserted between cells stand a fraction apart; a gap of more than 1 is a stride without them.
    if (places.some((at, k) => k > 0 && at - places[k - 1] > 1)) return undefined;
    count *= places.length;
    from.push(places[0]);
    to.push(places[places.length - 1]);
  }
  return count === cells.length ? { from, to } : undefined;
}
