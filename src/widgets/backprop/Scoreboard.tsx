/** The scoreboard beside the stage: the picture, the answers before and after the update, and who is to blame. */
import { useComputed } from '@preact/signals';
import { Announcement } from '#views/Announcement.tsx';
import { nameOf } from '#views/cell-text.ts';
import { useWords } from '#views/language.ts';
import { Pixels } from '#views/Pixels.tsx';
import { cellNumber } from '#words/numbers.ts';
import type { Backprop } from './model.ts';
import { places, type Blamed, type Outcome } from './score.ts';
import { strings, type Strings } from './strings.ts';
import { classes } from './strokes.ts';
import './scoreboard.css';

/** As in the cells of the stage. */
const decimals = 2;

interface ScoreProps {
  readonly model: Backprop;
}

export function Scoreboard({ model }: ScoreProps) {
  const words = useWords(strings);
  const verdict = useComputed(() => {
    const { before, after } = model.score;
    return after.value.isRight ?? before.value.isRight;
  });
  return (
    <section class="lbl-bp-score" aria-label={words.score.label} data-right={verdict.value}>
      <ScorePicture model={model} />
      <Outcomes model={model} />
      <Blame model={model} />
    </section>
  );
}

function ScorePicture({ model }: ScoreProps) {
  const { height, width } = model.pictureSize;
  return (
    <div class="lbl-bp-score-picture">
      <Pixels
        {...{ height, width }}
        values={model.scene.knownOf('x').value}
        scale={model.scene.scaleOf('x').value}
      />
    </div>
  );
}

function Outcomes({ model }: ScoreProps) {
  const words = useWords(strings);
  const say = words.score;
  const label = model.experiment.value.label;
  const both = [model.score.before.value, model.score.after.value];
  return (
    <>
      <table class="lbl-bp-outcomes">
        <thead>
          <tr>
            <td />
            <th scope="col">{say.before}</th>
            <th scope="col">{say.after}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map((one, k) => (
            <tr key={one} data-target={k === label}>
              <th scope="row">
                {words.classes[one]}
                {k === label && <span class="lbl-unseen"> ({words.answer})</span>}
              </th>
              {both.map(({ probabilities, answer, isRight }, pass) => (
                <td key={pass} data-right={answer === k ? isRight : undefined}>
                  <Bar size={probabilities[k]} />
                </td>
              ))}
            </tr>
          ))}
          <tr class="lbl-bp-says">
            <th scope="row">{say.answer}</th>
            {both.map(({ answer, isRight }, pass) => (
              <td key={pass} data-right={isRight}>
                {answer !== undefined && (
                  <>
                    {words.classes[classes[answer]]}{' '}
                    {isRight ? `✓\u00a0${say.right}` : `×\u00a0${say.wrong}`}
                  </>
                )}
              </td>
            ))}
          </tr>
          <tr class="lbl-bp-says">
            <th scope="row">{say.loss}</th>
            {both.map(({ loss }, pass) => (
              <td key={pass}>{numberOf(loss)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      <Announcement text={told(both, words)} />
    </>
  );
}

/** As long as the number is large, 1 across the whole cell; empty while there is none. */
function Bar({ size }: { readonly size: number | undefined }) {
  return (
    <span class="lbl-bp-probability" style={{ '--lbl-size': size ?? 0 }}>
      {numberOf(size)}
    </span>
  );
}

function Blame({ model }: ScoreProps) {
  const say = useWords(strings).score;
  const { worst, known, all } = model.score.blame.value;
  return (
    <table class="lbl-bp-blame">
      <caption>
        <strong>{say.blame}</strong> <span>{say.known(known, all)}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{say.parameter}</th>
          <th scope="col">{say.gradient}</th>
          <th scope="col">{say.value}</th>
          <th scope="col">{say.updated}</th>
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: places }, (_, place) =>
          place < worst.length ? (
            <BlamedRow key={place} {...{ model }} blamed={worst[place]} />
          ) : (
            <tr key={place} aria-hidden="true">
              <td colSpan={4}>&nbsp;</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

function BlamedRow({ model: { scene }, blamed }: ScoreProps & { readonly blamed: Blamed }) {
  const { parameter, ref, step, value, gradient, share, updated } = blamed;
  const point = (): void => void (scene.hovered.value = ref);
  const leave = (): void => void (scene.hovered.value = undefined);
  return (
    <tr>
      <th scope="row">
        <a
          href={`#step=${step}`}
          onClick={(event) => {
            // A new tab is the browser's to open.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            scene.goTo(ref);
          }}
          onPointerEnter={point}
          onPointerLeave={leave}
          onFocus={point}
          onBlur={leave}
        >
          {nameOf(parameter)}
        </a>
      </th>
      <td class="lbl-bp-slope" style={{ '--lbl-size': share }}>
        {cellNumber(gradient, { decimals, signed: true })}
      </td>
      <td>{numberOf(value)}</td>
      <td>{numberOf(updated)}</td>
    </tr>
  );
}

/** What is not known has no number, and an empty text would be written anew each time. */
const numberOf = (value: number | undefined) =>
  value === undefined ? null : cellNumber(value, { decimals });

/** Undefined until the first answer is there with its loss. */
function told(both: readonly Outcome[], { score, classes: names }: Strings): string | undefined {
  const sentences = both.flatMap(({ answer, isRight, loss }, pass) =>
    answer === undefined || loss === undefined
      ? []
      : [
          (pass === 0 ? score.saysBefore : score.saysAfter)(
            names[classes[answer]],
            isRight ? score.right : score.wrong,
            cellNumber(loss, { decimals }),
          ),
        ],
  );
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
