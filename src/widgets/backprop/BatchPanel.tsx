/** A mini-batch: pictures, their losses, what each asks of one parameter, and the mean. */
import { createBatch } from '#experiments/batch.ts';
import { NumberChoice } from '#views/controls.tsx';
import { nameOf } from '#views/cell-text.ts';
import { colourLevel } from '#views/scale.ts';
import { Thumbnail } from '#views/PicturePad.tsx';
import type { Backprop } from './model.ts';
import { onceFor } from './opened.ts';
import { usualBatch } from './start.ts';
import { classes } from './strokes.ts';
import { cellNumber, manyDigits, short } from '#words/numbers.ts';
import { useLanguage, useWords } from '#views/language.ts';
import { strings } from './strings.ts';
import { tabStrings } from './tab-strings.ts';

/** Made when the tab is first opened. */
const miniBatchOf = onceFor(({ experiment, asked }) => createBatch(experiment, asked, usualBatch));

export function BatchPanel({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const { scene } = model;
  const batch = miniBatchOf(model);
  const language = useLanguage();
  const mean = batch.mean.value;
  const say = useWords(tabStrings).batch;
  const shares = batch.shares.value;
  const scale = Math.max(...shares.map(({ gradient }) => Math.abs(gradient)));
  const signed = { decimals, signed: true };
  return (
    <div>
      <p>{say.lead(nameOf(batch.cell.value))}</p>
      <NumberChoice label={say.size} value={batch.size} min={1} max={batch.largest} />
      <div
        class="lbl-bp-wide"
        role="region"
        aria-label={words.tabs.batch}
        tabIndex={0}
        data-keeps-swipes
      >
        <table class="lbl-bp-table">
          <thead>
            <tr>
              <th scope="col">{say.exampleTitle}</th>
              <th scope="col">{say.answer}</th>
              <th scope="col">{say.loss}</th>
              <th scope="col">{say.gradient}</th>
              <th aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {shares.map(({ example, loss, gradient }, k) => (
              <tr key={k}>
                <th scope="row">
                  <button
                    type="button"
                    class="lbl-bp-thumb"
                    aria-label={say.example(k + 1, words.classes[classes[example.label]])}
                    onClick={() => model.lookAt(example)}
                  >
                    <Thumbnail picture={example.picture} />
                  </button>
                </th>
                <td>{words.classes[classes[example.label]]}</td>
                <td>{short(loss)}</td>
                <td>{cellNumber(gradient, signed)}</td>
                <Bar value={gradient} scale={scale} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say.mean}</th>
              <td />
              <td>{short(batch.loss.value)}</td>
              <td>{manyDigits(mean.writes[0].value)}</td>
              <Bar value={mean.writes[0].value} scale={scale} />
            </tr>
            <tr>
              <th scope="row" colSpan={3}>
                {say.together}
              </th>
              <td>{manyDigits(batch.together.value)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      <p>{scene.describe.toText(mean, language, { most: batch.largest, decimals })}</p>
    </div>
  );
}

/** Gradients of one example are often small. */
const decimals = 4;

/** How large and of which sign, to the left or to the right of a middle line. */
function Bar({ value, scale }: { readonly value: number; readonly scale: number }) {
  const share = scale === 0 ? 0 : value / scale;
  return (
    <td class="lbl-bp-bar" aria-hidden="true">
      <span
        data-level={colourLevel(value, scale)}
        style={{ '--lbl-from': Math.min(share, 0), '--lbl-size': Math.abs(share) }}
      />
    </td>
  );
}
