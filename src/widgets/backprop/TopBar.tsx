/** What goes in and what the cells show. */
import { useSignal } from '@preact/signals';
import { Choice, Switch } from '#views/controls.tsx';
import { useWords } from '#views/language.ts';
import type { Backprop, Show } from './model.ts';
import { PicturePad } from './PicturePad.tsx';
import { pictureNames, type PictureName } from './pictures.ts';
import { classes } from './strokes.ts';
import { strings } from './strings.ts';

const shows: readonly Show[] = ['both', 'values', 'gradients'];

export function TopBar({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const isDrawing = useSignal(false);
  const { name, label } = model.experiment.value;
  const pictures = pictureNames.map((one): [string, string] => [one, words.pictures[one]]);
  return (
    <div class="lbl-bp-top">
      <div class="lbl-controls">
        <Choice
          label={words.picture}
          options={name === undefined ? [['', words.drawn], ...pictures] : pictures}
          value={name ?? ''}
          onChange={(value) => value !== '' && model.choosePicture(value as PictureName)}
        />
        <button
          type="button"
          class="lbl-text-button"
          aria-expanded={isDrawing.value}
          onClick={() => (isDrawing.value = !isDrawing.value)}
        >
          {words.draw}
        </button>
        <Choice
          label={words.answer}
          options={classes.map((one, k) => [String(k), words.classes[one]])}
          value={String(label)}
          onChange={(value) => model.chooseLabel(Number(value))}
        />
        <div class="lbl-control lbl-bp-history">
          <TextButton label={words.undo} isOff={!model.canUndo.value} onClick={model.undo} />
          <TextButton label={words.redo} isOff={!model.canRedo.value} onClick={model.redo} />
          <TextButton label={words.startOver} onClick={model.startOver} />
        </div>
        <Choice
          label={words.show}
          options={shows.map((one) => [one, words.shows[one]])}
          value={model.show.value}
          onChange={(value) => (model.show.value = value as Show)}
        />
        <Choice
          label={words.lossWay}
          options={Object.entries(words.lossWays)}
          value={model.isLossLong.value ? 'long' : 'short'}
          onChange={(value) => model.walkLoss(value === 'long')}
        />
        <Switch label={words.predict.mode} value={model.predict.isOn} />
      </div>
      {isDrawing.value && <PicturePad model={model} />}
    </div>
  );
}

interface TextButtonProps {
  readonly label: string;
  readonly isOff?: boolean;
  onClick(): void;
}

/** A button that stays in the order of the keyboard while it has nothing to do. */
export function TextButton({ label, isOff = false, onClick }: TextButtonProps) {
  return (
    <button
      type="button"
      class="lbl-text-button"
      aria-disabled={isOff || undefined}
      onClick={() => !isOff && onClick()}
    >
      {label}
    </button>
  );
}
