/** The shapes of all tensors in play at the current step, its indices, and how they hang together. */
import type { Scene } from './scene.ts';
import { useStrings } from '#views/language.ts';
import './ledger.css';

const strings = {
  en: { caption: 'Shapes and indices', tensor: 'tensor', shape: 'shape', indices: 'indices' },
  'zh-cn': { caption: '形状与下标', tensor: '张量', shape: '形状', indices: '下标' },
};

const minus = '\u2212';

export function ShapeLedger({ scene }: { readonly scene: Scene }) {
  const words = useStrings(strings);
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
              <td>
                [
                {shape
                  .map((extent, axis) => `${axes[axis] ? `${axes[axis]} ` : ''}${extent}`)
                  .join(', ')}
                ]
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="lbl-indices" aria-label={words.indices}>
        {Object.entries(ledger.variables).map(([letter, value]) => (
          <div key={letter}>
            <dt>{letter}</dt>
            <dd>{String(value).replace('-', minus)}</dd>
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
