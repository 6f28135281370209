/** The shapes of all tensors in play at the current step, its indices, and how they hang together. */
import type { Scene } from './scene.ts';
import { useWords } from '#views/language.ts';
import { shapeText } from '#words/lists.ts';
import { indexNumber } from '#words/numbers.ts';
import { strings } from './strings.ts';
import './ledger.css';

export function ShapeLedger({ scene }: { readonly scene: Scene }) {
  const words = useWords(strings).ledger;
  const { trace, index, term } = scene.late.value;
  const ledger = scene.describe.ledgerOf(trace, index, term);
  const roles = new Map(trace.tensors.map(({ name, role }) => [name, role]));
  return (
    <div class="lbl-ledger">
      <table>
        <caption class="lbl-unseen">{words.caption}</caption>
        <thead class="lbl-unseen">
          <tr>
            <th scope="col">{words.tensor}</th>
            <th scope="col">{words.shape}</th>
          </tr>
        </thead>
        <tbody>
          {ledger.shapes.map(({ part, tensor, shape, axes }) => (
            <tr key={part} data-role={roles.get(tensor)}>
              <th scope="row">{tensor}</th>
              <td>{shapeText(shape, axes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="lbl-indices" aria-label={words.indices}>
        {Object.entries(ledger.variables).map(([letter, value]) => (
          <div key={letter}>
            <dt>{letter}</dt>
            <dd>{indexNumber(value)}</dd>
          </div>
        ))}
      </dl>
      {ledger.equations.map((equation) => (
        <p class="lbl-equation" key={equation.split(' = ')[0]}>
          {equation}
        </p>
      ))}
    </div>
  );
}
