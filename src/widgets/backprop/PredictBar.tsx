/** The question of predict mode while it is on, and what became of the guess. */
import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { nameOf } from '#views/cell-text.ts';
import { TextButton } from '#views/controls.tsx';
import type { Backprop } from './model.ts';
import { useWords } from '#views/language.ts';
import { fullNumber } from '#words/numbers.ts';
import { predictStrings } from './predict-strings.ts';

export function PredictBar({ model }: { readonly model: Backprop }) {
  const say = useWords(predictStrings);
  const { predict, scene } = model;
  const id = useId();
  const text = useSignal('');
  const isRefused = useSignal(false);
  useEffect(() => predict.restore(), [predict]);
  const { right, tried } = predict.score.value;
  const answer = predict.answer.value;
  const cell = nameOf(scene.step.value.writes[0].ref);
  const submit = (event: Event): void => {
    event.preventDefault();
    // After the answer, Enter goes on: a guess a step, without leaving the field.
    if (!predict.isHidden.value) return scene.player.dispatch({ type: 'next' });
    isRefused.value = !predict.guess(text.value);
    if (!isRefused.value) text.value = '';
  };
  return (
    <form class="lbl-bp-predict" onSubmit={submit}>
      <label for={id}>{say.question(cell)}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        class="lbl-select"
        aria-invalid={isRefused.value}
        aria-describedby={`${id}-said`}
        placeholder={say.guess}
        value={text.value}
        onInput={({ currentTarget }) => {
          text.value = currentTarget.value;
          isRefused.value = false;
        }}
      />
      <button type="submit" class="lbl-text-button">
        {predict.isHidden.value ? say.check : say.next}
      </button>
      <TextButton label={say.show} isOff={!predict.isHidden.value} onClick={predict.reveal} />
      <span id={`${id}-said`} role="status" class="lbl-bp-said" data-right={answer?.isRight}>
        {isRefused.value && say.notANumber}
        {answer && (answer.isRight ? say.right : say.close)(fullNumber(answer.truth))}
      </span>
      <span class="lbl-hint">{say.score(right, tried)}</span>
      {tried > 0 && <TextButton label={say.forget} onClick={predict.forget} />}
    </form>
  );
}
