/** The buttons, the progress bar and the three numbers of a run. */
import { useId } from 'preact/hooks';
import { accuracyText, durationText, lossText, percent, rateText } from '#words/quantities.ts';
import { useWords } from '#views/language.ts';
import type { TrainingModel } from './model.ts';
import type { Phase } from './desk.ts';
import { strings, type Strings } from './strings.ts';

export function Controls({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const phase = model.phase.value;
  const canStep = phase === 'ready' || phase === 'paused';
  const isOff = phase === 'off';
  // One button for three names: the focus stays on it while the run goes on and rests.
  const main =
    phase === 'running'
      ? { name: words.pause, act: model.pause }
      : { name: phase === 'paused' ? words.resume : words.start, act: model.start };
  const { isSilent } = model.desk.value;
  const hasRun = isSilent || phase === 'lost' || (model.report.value?.position.update ?? 0) > 0;
  return (
    <div class="lbl-training-buttons">
      <button type="button" class="lbl-training-main" disabled={isOff} onClick={main.act}>
        {main.name}
      </button>
      <button type="button" disabled={!canStep} onClick={model.step}>
        {words.step}
      </button>
      <button type="button" disabled={!canMeasure(phase)} onClick={model.test}>
        {words.testNow}
      </button>
      <button type="button" disabled={isOff || !hasRun} onClick={model.reset}>
        {words.reset}
      </button>
    </div>
  );
}

/** Whether there is a run whose network can be tested and checked. */
export const canMeasure = (phase: Phase): boolean =>
  phase === 'ready' || phase === 'running' || phase === 'paused' || phase === 'finished';

export function Progress({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const { loading, report, isBusy } = model;
  // A run that goes on while files are read is what is looked at.
  const now = isBusy.value ? undefined : loading.value;
  const position = report.value?.position;
  const share = now
    ? now.total > 0
      ? now.done / now.total
      : 0
    : position
      ? position.images / position.imagesInAll
      : 0;
  const done = Math.floor(100 * share);
  const text = now ? percent(done / 100) : positionText(model, words);
  return (
    <div class="lbl-training-progress">
      <div
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={done}
        aria-valuetext={text}
      >
        <span style={{ width: `${100 * share}%` }} />
      </div>
      <p>{text}</p>
    </div>
  );
}

function positionText({ report }: TrainingModel, words: Strings): string {
  if (!report.value) return '';
  const { position, testing, secondsLeft, state } = report.value;
  const { update, updates, updatesPerEpoch } = position;
  const epochs = Math.ceil(updates / updatesPerEpoch);
  const epoch = Math.min(epochs, Math.floor(update / updatesPerEpoch) + 1);
  const parts = [words.epochOf(epoch, epochs), words.updateOf(update, updates)];
  if (testing) parts.push(words.testing(testing.done, testing.count));
  else if (state === 'running' && secondsLeft !== undefined)
    parts.push(words.left(durationText(secondsLeft)));
  return parts.join(' · ');
}

export function Readouts({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  // Read for its sake alone: the history grows in place with every report.
  const rate = model.report.value?.imagesPerSecond ?? 0;
  const loss = model.history.value.last?.meanLoss;
  return (
    <div class="lbl-training-readouts">
      <Readout label={words.accuracy}>{accuracyText(model.lastTest.value?.accuracy)}</Readout>
      <Readout label={words.loss}>{lossText(loss)}</Readout>
      <Readout label={words.rate}>{rateText(rate)}</Readout>
    </div>
  );
}

function Readout({ label, children }: { label: string; children: string }) {
  const id = useId();
  return (
    <div>
      <label for={id}>{label}</label>
      {/* Not the status role that an output has by itself: ten changes a second are not to be read out. */}
      <output id={id} role="group" aria-live="off">
        {children}
      </output>
    </div>
  );
}
