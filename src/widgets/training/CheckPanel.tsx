/** The button *check this backend*; what comes of it is fetched with the first check. */
import { canMeasure } from './Controls.tsx';
import { useWords } from '#views/language.ts';
import { later } from '#views/later.tsx';
import type { TrainingModel } from './model.ts';
import { strings } from './strings.ts';

const CheckResult = later(async () => (await import('./CheckResult.tsx')).CheckResult);

export function CheckPanel({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const check = model.check.value;
  return (
    <section class="lbl-training-check">
      <button
        type="button"
        disabled={!canMeasure(model.phase.value) || model.isChecking.value}
        onClick={model.checkBackend}
      >
        {words.check}
      </button>
      {check && <CheckResult check={check} />}
    </section>
  );
}
