/** The equation of a scene's current step: for any cell, with this step's cells, and with their numbers. */
import { useComputed } from '@preact/signals';
import { nameOf } from './cell-text.ts';
import { fullNumber } from './cell-text.ts';
import { Formula } from './Formula.tsx';
import { useLateMoment } from './late.ts';
import { termsOf } from './marks.ts';
import type { Scene } from './scene.ts';
import type { CellRef, Operand, Step } from '#steps/step.ts';

export interface SceneFormulaProps {
  readonly scene: Scene;
  /** Default: `symbolic` and `numeric`. */
  readonly lines?: readonly ('rule' | 'symbolic' | 'numeric')[];
  /** The height to reserve, in lines of text. Default 5. */
  readonly rows?: number;
  /** The same on a narrow screen, where only the last line is shown. */
  readonly narrowRows?: number;
  /** How many terms are written before the middle of a sum is left out; default 9, a 3x3 kernel. */
  readonly most?: number;
  readonly decimals?: number;
}

const usualLines = ['symbolic', 'numeric'] as const;

export function SceneFormula({
  scene,
  lines = usualLines,
  rows = 5,
  narrowRows,
  most = 9,
  decimals = 2,
}: SceneFormulaProps) {
  const step = scene.step.value;
  const term = scene.player.term.value;
  const isVeiled = scene.isVeiled.value;
  // The numbers come with the key press, the letters a paint later.
  const late = useLateMoment(scene);
  const { toTex } = scene.describe;
  const texOf = (line: (typeof lines)[number]): string => {
    const of = line === 'numeric' ? { step, term } : late;
    const detail = { most, decimals, isVeiled };
    return toTex(of.step, of.term === undefined ? detail : { ...detail, term: of.term })[line];
  };
  const lit = useComputed(() => scene.hovered.value && nameOf(scene.hovered.value));
  const operands = operandsOf(late.step, step);
  const current =
    term === undefined ? [] : (termsOf(step)[term] ?? []).map(({ ref }) => nameOf(ref));
  return (
    <Formula
      lines={lines.map(texOf)}
      rows={rows}
      narrowRows={narrowRows}
      lit={lit}
      current={current}
      roleOf={(cell) => {
        const tensor = operands.get(cell)?.ref.tensor;
        return scene.trace.value.tensors.find(({ name }) => name === tensor)?.role;
      }}
      labelOf={(cell) => {
        const operand = operands.get(cell);
        const isKept = isVeiled && operand !== undefined && step.writes.includes(operand);
        return operand && !isKept ? `${cell} = ${fullNumber(operand.value)}` : cell;
      }}
      onHover={(cell) => (scene.hovered.value = refNamed(operands, cell))}
      onSelect={(cell) => {
        const ref = refNamed(operands, cell);
        if (ref) scene.goTo(ref);
      }}
    />
  );
}

const operandsOf = (...steps: Step[]): Map<string, Operand> =>
  new Map(
    steps.flatMap(({ reads, writes }) =>
      [...reads, ...writes].map((operand) => [nameOf(operand.ref), operand]),
    ),
  );

const refNamed = (operands: Map<string, Operand>, cell: string | undefined): CellRef | undefined =>
  cell === undefined ? undefined : operands.get(cell)?.ref;
