/** The scatter form of a gradient: each cell of dy adds its share to every cell of dx that it reaches. */
import { flatIndex, sizeOf, unravel } from '#engine/tensor.ts';
import { isInside } from './ids.ts';
import { finish, operand, refTo } from './stage.ts';
import type { Named, StagePlan, StageSteps } from './stage.ts';
import type { Addition, Operand, Term } from './step.ts';

export interface Scatter {
  /** The share that a cell of dy sends to dx at `to`; undefined where it sends none. */
  share(from: Operand, to: readonly number[]): Term | undefined;
  /** The cells of dx that dy at `from` reaches, in row-major order. */
  reach(from: readonly number[]): readonly number[][];
  /** The cells of dy that reach dx at `to`, in row-major order. */
  reachedFrom(to: readonly number[]): readonly number[][];
}

/** One step for each cell of dy, in row-major order; its id ends in that cell. */
export function scatterStage(plan: StagePlan, dy: Named, scatter: Scatter): StageSteps {
  const { shape } = dy.tensor;
  const dx = plan.writes;
  const stepOf = (index: readonly number[]): number => flatIndex(shape, index);
  const sumBefore = (to: readonly number[], until: number): number => {
    let sum = 0;
    for (const from of scatter.reachedFrom(to)) {
      if (stepOf(from) >= until) break;
      sum += scatter.share(operand(dy, from), to)?.product ?? 0;
    }
    return sum;
  };
  return {
    ...plan,
    length: sizeOf(shape),
    stepOf: (index) => (isInside(shape, index) ? stepOf(index) : undefined),
    completedBy: (to) => {
      const last = scatter.reachedFrom(to).findLast((from) => scatter.share(operand(dy, from), to));
      return last && stepOf(last);
    },
    at: (k) => {
      const index = unravel(shape, k);
      const from = operand(dy, index);
      const additions = scatter.reach(index).flatMap((to): Addition[] => {
        const term = scatter.share(from, to);
        return term === undefined ? [] : [{ to: refTo(dx, to), before: sumBefore(to, k), term }];
      });
      const writes = additions.map(({ to, before, term }) => ({
        ref: to,
        value: before + term.product,
      }));
      return finish(plan, index, { kind: 'stamp', from, additions }, writes);
    },
  };
}
