/** At the end of a run the pad opens: the reader draws, and the run's own network reads. Fetched when a run is over. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { drawingMessages, drawingOf } from '#data/drawing/drawing.ts';
import { imageSize } from '#data/drawing/normalise.ts';
import { penWidth } from '#data/drawing/strokes.ts';
import { indexOfLargest } from '#engine/largest.ts';
import { useLanguage, useWords } from '#views/language.ts';
import { createPad } from '#views/pad.ts';
import { Pad } from '#views/Pad.tsx';
import { Pixels } from '#views/Pixels.tsx';
import { message } from '#words/messages.ts';
import { fixed } from '#words/numbers.ts';
import { percent } from '#words/quantities.ts';
import type { TrainingModel } from './model.ts';
import { strings } from './your-digit-strings.ts';
import './your-digit.css';

export function YourDigit({ model }: { model: TrainingModel }) {
  const words = useWords(strings);
  const language = useLanguage();
  const [pad] = useState(() => createPad());
  const { value: strokes } = pad.strokes;
  const drawing = useMemo(() => drawingOf(strokes), [strokes]);
  const image = drawing.normalised?.image;
  const run = model.desk.value.run?.id;
  useEffect(
    () => model.read(image && Uint8Array.from(image.data, (ink) => Math.round(255 * ink))),
    [image, run],
  );
  const { height = imageSize, width = imageSize, classes = 10 } = model.data.value ?? {};
  if (height !== imageSize || width !== imageSize) return <p>{words.otherSize(height, width)}</p>;
  const answer = model.ownAnswer.value;
  const sentence = answer && image ? told(answer, words) : undefined;
  const notice =
    drawing.notice && message(drawingMessages, drawing.notice.code, drawing.notice, language);
  return (
    <section class="lbl-your-digit" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p class="lbl-hint">{words.ask}</p>
      <div class="lbl-your-digit-row">
        <Pad pad={pad} label={words.pad} penWidth={penWidth} />
        <figure>
          <div class="lbl-your-digit-seen">
            <Pixels
              {...{ height: imageSize, width: imageSize, values: image?.data ?? [] }}
              scale={{ kind: 'ink', most: 1 }}
              label={words.seen}
            />
          </div>
          <figcaption class="lbl-hint">{words.seen}</figcaption>
        </figure>
        <Bars label={words.bars} classes={classes} answer={image && answer} />
      </div>
      <p class="lbl-your-digit-answer" aria-live="polite">
        {sentence ?? notice}
      </p>
    </section>
  );
}

function told(answer: Float32Array, words: (typeof strings)['en']): string {
  const guess = indexOfLargest(answer);
  return Number.isNaN(answer[guess]) ? words.lost : words.answer(guess, fixed(answer[guess], 3));
}

interface BarsProps {
  readonly label: string;
  readonly classes: number;
  readonly answer: Float32Array | undefined;
}

function Bars({ label, classes, answer }: BarsProps) {
  const guess = answer && indexOfLargest(answer);
  return (
    <ol class="lbl-your-digit-bars" aria-label={label}>
      {Array.from({ length: classes }, (_, digit) => {
        const share = answer?.[digit] || 0;
        return (
          <li key={digit} data-most={digit === guess}>
            <b>{digit}</b>
            <span aria-hidden="true">
              <i style={{ transform: `scaleX(${share})` }} />
            </span>
            <small>{answer ? percent(share) : ''}</small>
          </li>
        );
      })}
    </ol>
  );
}
