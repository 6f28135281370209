/** The pair of the current term as a product tile; above that level, the way down to the terms. */
import type { Role } from '#steps/step.ts';
import { spokenTerms } from '#steps/parts.ts';
import { TextButton } from '#views/controls.tsx';
import { useWords } from '#views/language.ts';
import { ProductTile } from '#views/ProductTile.tsx';
import { cellNumber } from '#words/numbers.ts';
import type { Scene } from './scene.ts';
import { strings } from './strings.ts';
import './sum-tile.css';

export interface SumTileProps {
  readonly scene: Scene;
  /** Default 2. */
  readonly decimals?: number;
}

export function SumTile({ scene, decimals = 2 }: SumTileProps) {
  const words = useWords(strings).tile;
  const { step, term, trace } = scene.late.value;
  const roleOf = (tensor: string): Role | undefined =>
    trace.tensors.find(({ name }) => name === tensor)?.role;
  const number = (value: number): string => cellNumber(value, { decimals });
  const one = term === undefined ? undefined : spokenTerms(step)[term];
  if (one === undefined || term === undefined)
    return (
      <div class="lbl-sum-tile">
        <TextButton
          label={words.open}
          onClick={() => scene.player.dispatch({ type: 'level', granularity: 'term' })}
        />
      </div>
    );
  const to = step.kind === 'stamp' ? step.writes[term] : step.writes[0];
  const sum = step.kind === 'stamp' ? to.value : scene.describe.runningValue(step, term);
  return (
    <div class="lbl-sum-tile">
      <ProductTile
        factors={one.factors.map(({ value, ref }) => ({
          text: number(value),
          role: roleOf(ref.tensor),
        }))}
        product={one.factors.length > 1 ? number(one.product) : undefined}
        sum={{
          label: words.soFar,
          text: sum === undefined ? '' : number(sum),
          role: roleOf(to.ref.tensor),
        }}
      />
    </div>
  );
}
