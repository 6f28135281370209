/** The equation of a scene's current step: its numbers and, where the reader wants them, the symbols of its cells. */
import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { nameOf } from '#views/cell-text.ts';
import { fullNumber } from '#words/numbers.ts';
import { Formula, type OperandLinks } from '#views/Formula.tsx';
import { useIsNarrow } from '#views/narrow.ts';
import type { Scene } from './scene.ts';
import { partsOf } from '#steps/parts.ts';
import type { Detail } from '#steps/detail.ts';
import type { Piece } from '#steps/pieces.ts';
import type { CellRef, Step } from '#steps/step.ts';

export interface SceneFormulaProps {
  readonly scene: Scene;
  /** The height to reserve, in lines of text. Default 5. */
  readonly rows?: number;
  /** The same on a narrow screen, where only the last line is shown. */
  readonly narrowRows?: number;
  /** How many terms are written before the middle of a sum is left out; default 9, a 3x3 kernel, and 5 on a phone. */
  readonly most?: number;
  readonly decimals?: number;
}

export function SceneFormula({
  scene,
  rows = 5,
  narrowRows,
  most: mostTerms = 9,
  decimals = 2,
}: SceneFormulaProps) {
  const most = useIsNarrow() ? 5 : mostTerms;
  const step = scene.step.value;
  const term = scene.player.term.value;
  const isVeiled = scene.isVeiled.value;
  // The numbers come with the key press, the letters a paint later.
  const late = scene.late.value;
  const [linksNow, linksLate] = [useLinks(scene, step), useLinks(scene, late.step)];
  const { tensors } = scene.trace.value;
  const shapeOf = (tensor: string) => tensors.find(({ name }) => name === tensor)?.shape;
  const detailOf = (of: number | undefined): Detail => ({
    ...{ most, decimals, isVeiled, shapeOf },
    ...(of === undefined ? {} : { term: of }),
  });
  const symbolic = useMemo(
    () => scene.describe.toPieces(late.step, detailOf(late.term)).symbolic,
    [late.step, late.term, isVeiled, most],
  );
  const numeric = useMemo(() => {
    const { target, numeric: rows } = scene.describe.toPieces(step, detailOf(term));
    return target.length === 0 ? rows : rows.map((row) => [...target, equals, ...row]);
  }, [step, term, isVeiled, most]);
  const hasSymbols = scene.hasSymbols.value;
  const lit = useComputed(() => scene.hovered.value && nameOf(scene.hovered.value));
  const current =
    term === undefined ? [] : (partsOf(step)[term] ?? []).map(({ ref }) => nameOf(ref));
  const refNamed = (cell: string | undefined): CellRef | undefined =>
    cell === undefined ? undefined : (linksNow.refOf(cell) ?? linksLate.refOf(cell));
  return (
    <Formula
      lines={[
        ...(hasSymbols ? [{ rows: symbolic, links: linksLate }] : []),
        { rows: numeric, links: linksNow },
      ]}
      rows={hasSymbols ? rows : rows / 2}
      narrowRows={narrowRows}
      lit={lit}
      current={current}
      onHover={(cell) => (scene.hovered.value = refNamed(cell))}
      onSelect={(cell) => {
        const ref = refNamed(cell);
        if (ref) scene.goTo(ref);
      }}
    />
  );
}

const equals: Piece = { kind: 'text', text: ' = ' };

interface StepLinks extends OperandLinks {
  refOf(cell: string): CellRef | undefined;
}

/** What the operands of a step's equation link to. */
function useLinks({ trace, isVeiled }: Scene, step: Step): StepLinks {
  const { tensors } = trace.value;
  const keepsBack = isVeiled.value;
  return useMemo(() => {
    const operands = new Map(
      [...step.reads, ...step.writes].map((operand) => [nameOf(operand.ref), operand]),
    );
    return {
      refOf: (cell) => operands.get(cell)?.ref,
      roleOf: (cell) => {
        const tensor = operands.get(cell)?.ref.tensor;
        return tensors.find(({ name }) => name === tensor)?.role;
      },
      labelOf: (cell) => {
        const operand = operands.get(cell);
        const isKept = keepsBack && operand !== undefined && step.writes.includes(operand);
        return operand && !isKept ? `${cell} = ${fullNumber(operand.value)}` : cell;
      },
    };
  }, [tensors, step, keepsBack]);
}
