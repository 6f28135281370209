/** What goes in and what the cells show. */
import { useSignal } from '@preact/signals';
import { Choice, Switch, TextButton } from '#views/controls.tsx';
import { useWords } from '#views/language.ts';
import { later } from '#views/later.tsx';
import { Options } from '#views/Options.tsx';
import type { Backprop, Show } from './model.ts';
import { nameOfPicture, pictureNames, pictures, type PictureName } from './pictures.ts';
import { classes } from './strokes.ts';
import { strings } from './strings.ts';

const DrawingPad = later(async () => (await import('./DrawingPad.tsx')).DrawingPad);

const shows: readonly Show[] = ['both', 'values', 'gradients'];

export function TopBar({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const isDrawing = useSignal(false);
  const { picture, label } = model.experiment.value;
  const name = nameOfPicture(picture);
  const names = pictureNames.map((one): [string, string] => [one, words.pictures[one]]);
  return (
    <div class="lbl-bp-top">
      <Options>
        <Choice
          label={words.picture}
          options={name === undefined ? [['', words.drawn], ...names] : names}
          value={name ?? ''}
          onChange={(value) => value !== '' && model.lookAt(pictures[value as PictureName])}
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
          name="lossWay"
          label={words.lossWay}
          options={Object.entries(words.lossWays)}
          value={model.isLossLong.value ? 'long' : 'short'}
          onChange={(value) => model.walkLoss(value === 'long')}
        />
        <Switch name="predict" label={words.predict.mode} value={model.predict.isOn} />
      </Options>
      {isDrawing.value && <DrawingPad model={model} />}
    </div>
  );
}
