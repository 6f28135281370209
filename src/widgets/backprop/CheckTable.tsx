/** The gradient check of every tensor: how many cells are wrong, where, and the worst of them. */
import type { TensorCheck } from '#experiments/gradient-check.ts';
import { nameOf } from '#views/cell-text.ts';
import { useWords } from '#views/language.ts';
import { power, short } from '#words/numbers.ts';
import { tabStrings } from './tab-strings.ts';

interface CheckTableProps {
  readonly checks: readonly TensorCheck[];
}

export function CheckTable({ checks }: CheckTableProps) {
  const say = useWords(tabStrings).broken;
  const isUnseen = checks.every(({ wrong }) => wrong === 0);
  return (
    <div>
      <p class="lbl-hint">
        {say.checked} {say.order}
      </p>
      <div
        class="lbl-bp-wide"
        role="region"
        aria-label={say.checked}
        tabIndex={0}
        data-keeps-swipes
      >
        <table class="lbl-bp-table">
          <thead>
            <tr>
              <th scope="col">{say.tensor}</th>
              <th scope="col">{say.wrong}</th>
              <th scope="col">{say.worst}</th>
              <th scope="col">{say.got}</th>
              <th scope="col">{say.should}</th>
              <th scope="col">{say.off}</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <tr key={check.name} data-wrong={check.wrong > 0}>
                <th scope="row">{check.name}</th>
                <td class="lbl-bp-count">
                  <span>
                    {check.wrong} / {check.cells.length}
                    {check.kinks > 0 && say.kinks(check.kinks)}
                  </span>
                  <Map check={check} />
                </td>
                {check.worst ? (
                  <>
                    <td>{nameOf({ tensor: '', index: check.worst.index })}</td>
                    <td>{short(check.worst.analytic)}</td>
                    <td>{short(check.worst.quotient)}</td>
                    <td>{power(check.worst.relativeError)}</td>
                  </>
                ) : (
                  <td colSpan={4}>{say.none}</td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="lbl-hint lbl-bp-legend">
        <i data-state="wrong" /> {say.isWrong} <i data-state="kink" /> {say.isKink}
      </p>
      {isUnseen ? <p class="lbl-bp-unseen">{say.unseen}</p> : <WrongCells checks={checks} />}
    </div>
  );
}

/** What the small squares show, in words. */
function WrongCells({ checks }: CheckTableProps) {
  const say = useWords(tabStrings).broken;
  return (
    <details class="lbl-details">
      <summary>{say.list}</summary>
      <ul class="lbl-bp-wrong">
        {checks.flatMap(({ name, cells }) =>
          cells
            .filter(({ isWrong }) => isWrong)
            .map((cell) => {
              const where = nameOf({ tensor: name, index: cell.index });
              return (
                <li key={where}>{say.cell(where, short(cell.analytic), short(cell.quotient))}</li>
              );
            }),
        )}
      </ul>
    </details>
  );
}

/**
 * One small square for each cell, plane by plane: filled where it is wrong, crossed where it stands on a kink. The channels
 * of one example, or of one kernel, stand side by side.
 */
function Map({ check: { name, shape, cells } }: { readonly check: TensorCheck }) {
  const say = useWords(tabStrings).broken;
  const columns = shape.length > 1 ? shape[shape.length - 1] : cells.length;
  const plane = shape.length > 2 ? columns * shape[shape.length - 2] : cells.length;
  const planes = Array.from({ length: cells.length / plane }, (_, k) =>
    cells.slice(k * plane, (k + 1) * plane),
  );
  const across = shape.length === 4 && shape[1] > 1 ? shape[1] : planes.length;
  return (
    <span
      class="lbl-bp-maps"
      role="img"
      aria-label={say.map(name)}
      style={{ '--lbl-across': across }}
    >
      {planes.map((squares, number) => (
        <span key={number} class="lbl-bp-map" style={{ '--lbl-columns': columns }}>
          {squares.map((cell) => (
            <i
              key={cell.at}
              data-state={cell.isWrong ? 'wrong' : cell.kink ? 'kink' : 'right'}
              title={`${nameOf({ tensor: name, index: cell.index })}: ${short(cell.analytic)}, ${say.should} ${short(cell.quotient)}`}
            />
          ))}
        </span>
      ))}
    </span>
  );
}
