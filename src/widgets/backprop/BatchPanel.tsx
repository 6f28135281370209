/** A mini-batch: pictures, their losses, what each asks of one parameter, and the mean. */
import { NumberChoice } from '#views/controls.tsx';
import { colourLevel, nameOf } from '#views/cell-text.ts';
import { cellNumber } from '#words/numbers.ts';
import { useLanguage, useWords } from '#views/language.ts';
import { largestBatch } from './batch-model.ts';
import type { Backprop } from './model.ts';
import { manyDigits, short } from '#words/numbers.ts';
import { classes, type Example } from './strokes.ts';
import { strings } from './strings.ts';

export function BatchPanel({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const { batch, scene } = model;
  const language = useLanguage();
  const mean = batch.mean.value;
  const say = words.batch;
  const shares = batch.shares.value;
  const scale = Math.max(...shares.map(({ gradient }) => Math.abs(gradient)));
  const signed = { decimals, signed: true };
  return (
    <div>
      <p>{say.lead(nameOf(batch.cell.value))}</p>
      <NumberChoice label={say.size} value={batch.size} min={1} max={largestBatch} />
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
                    <Thumbnail example={example} />
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
      <p>{scene.describe.toText(mean, language, { most: largestBatch, decimals })}</p>
    </div>
  );
}

/** Gradients of one example are often small. */
const decimals = 4;

function Thumbnail({ example }: { readonly example: Example }) {
  return (
    <span class="lbl-bp-thumbnail" aria-hidden="true">
      {Array.from(example.picture.data, (grey, flat) => (
        <i key={flat} style={{ '--lbl-ink': Math.min(Math.max(grey, 0), 1) }} />
      ))}
    </span>
  );
}

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
