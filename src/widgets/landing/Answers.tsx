/** Ten bars, one a class; pressing one says that it is right. Their gradients, p − 1 and p, stand below when asked. */
import { useId } from 'preact/hooks';
import { change } from '#words/numbers.ts';
import { percent } from '#words/quantities.ts';
import { useWords } from '#views/language.ts';
import { chapters } from './chapters.ts';
import type { Landing } from './model.ts';
import { strings } from './strings.ts';

/** As wide as a digit: every share begins at the same place, so that nothing moves as they change. */
const figureSpace = '\u2007';
const widest = '100 %'.length;

const digits = Array.from({ length: 10 }, (_, digit) => digit);

export function Answers({ model, base }: { readonly model: Landing; readonly base: string }) {
  const words = useWords(strings);
  const name = useId();
  const { probabilities } = model.shown.value;
  const logits = model.verdict.value?.logits;
  const answer = model.answer.value;
  return (
    <div class="lbl-landing-answers">
      <a class="lbl-landing-name" href={base + chapters.dense} aria-label={words.titles.dense}>
        {words.blocks.dense}
      </a>
      <div role="radiogroup" aria-label={words.answers}>
        {digits.map((digit) => {
          const share = probabilities?.[digit];
          const told = share === undefined ? '–' : percent(share);
          return (
            <label key={digit} class="lbl-landing-answer" data-first={digit === answer}>
              <input
                type="radio"
                name={name}
                class="lbl-unseen"
                checked={model.right.value === digit}
                aria-label={words.option(digit, told)}
                onChange={() => {
                  model.touch();
                  model.choose(digit);
                }}
              />
              <b>{digit}</b>
              <span class="lbl-landing-track">
                <span style={{ transform: `scaleX(${share ?? 0})` }} />
              </span>
              <span class="lbl-landing-share">
                {told.padStart(widest, figureSpace)}
                {logits && (
                  <span
                    class="lbl-landing-gradient lbl-landing-number"
                    style={{ '--lbl-stage': 0 }}
                  >
                    {change(logits[digit], 2)}
                  </span>
                )}
              </span>
            </label>
          );
        })}
      </div>
    </div>
  );
}
