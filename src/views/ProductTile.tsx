/** A pair that meets, what it makes, and what it all comes to so far. For the eye: a sentence says it besides. */
import type { Role } from '#steps/step.ts';
import './product-tile.css';

export interface Tile {
  readonly text: string;
  readonly role?: Role | undefined;
}

export interface ProductTileProps {
  /** Two factors, or a single number that is added as it is. */
  readonly factors: readonly Tile[];
  /** The product; undefined for a single number. */
  readonly product?: string | undefined;
  readonly sum: Tile & { readonly label: string };
}

export function ProductTile({ factors, product, sum }: ProductTileProps) {
  return (
    <div class="lbl-product" aria-hidden="true">
      {factors.map(({ text, role }, at) => (
        <>
          {at > 0 && <span class="lbl-product-sign">×</span>}
          <span class="lbl-product-tile" data-role={role}>
            {text}
          </span>
        </>
      ))}
      {product !== undefined && (
        <>
          <span class="lbl-product-sign">=</span>
          <span class="lbl-product-tile">{product}</span>
        </>
      )}
      <span class="lbl-product-sum">
        {sum.label}{' '}
        <span class="lbl-product-tile" data-role={sum.role}>
          {sum.text}
        </span>
      </span>
    </div>
  );
}
