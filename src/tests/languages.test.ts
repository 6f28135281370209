/** Every figure, rendered as the server does, speaks the language of its page and none besides. */
import { h, type FunctionComponent } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { strings as sceneStrings } from '#scene/strings.ts';
import { strings as viewStrings } from '#views/strings.ts';
import type { Dictionary, Language } from '#words/language.ts';
import { Backprop } from '#widgets/backprop/View.tsx';
import { strings as backprop } from '#widgets/backprop/strings.ts';
import { Conv2dBackward } from '#widgets/conv2d-backward/View.tsx';
import { strings as conv2dBackward } from '#widgets/conv2d-backward/strings.ts';
import { Conv2dForward } from '#widgets/conv2d-forward/View.tsx';
import { strings as conv2dForward } from '#widgets/conv2d-forward/strings.ts';
import { DigitFactors } from '#widgets/digit-factors/View.tsx';
import { strings as digitFactors } from '#widgets/digit-factors/strings.ts';
import { drawDigits } from '#widgets/feature-maps/digits.ts';
import { textOf } from '#widgets/feature-maps/ink.ts';
import { FeatureMaps } from '#widgets/feature-maps/View.tsx';
import { strings as featureMaps } from '#widgets/feature-maps/strings.ts';
import { OutputRuler } from '#widgets/output-ruler/View.tsx';
import { strings as outputRuler } from '#widgets/output-ruler/strings.ts';
import { Speed } from '#widgets/speed/View.tsx';
import { strings as speed } from '#widgets/speed/strings.ts';
import { Training } from '#widgets/training/View.tsx';
import { strings as training } from '#widgets/training/strings.ts';

type Figure = FunctionComponent<{ readonly language?: Language }>;

const figures: Readonly<Record<string, readonly [Figure, Dictionary<{ readonly label: string }>]>> =
  {
    Backprop: [(props) => h(Backprop, { regions: [], ...props }), backprop],
    Conv2dBackward: [(props) => h(Conv2dBackward, { regions: [], ...props }), conv2dBackward],
    Conv2dForward: [(props) => h(Conv2dForward, { regions: [], ...props }), conv2dForward],
    DigitFactors: [DigitFactors, digitFactors],
    FeatureMaps: [
      (props) => h(FeatureMaps, { digits: textOf(drawDigits(1)), digit: 4, ...props }),
      featureMaps,
    ],
    OutputRuler: [(props) => h(OutputRuler, { H: 6, r: 1, k: 3, s: 2, ...props }), outputRuler],
    Speed: [Speed, speed],
    Training: [(props) => h(Training, { base: '/', ...props }), training],
  };

/** What says something in words: `MNIST` and `L(w + h)` are the same everywhere. */
function phrases(words: unknown): string[] {
  if (typeof words === 'string') return /[a-z]{3,} [a-z]{2,}/i.test(words) ? [words] : [];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(phrases) : [];
}

describe.each(Object.entries(figures))('%s', (_name, [figure, words]) => {
  const english = [words, viewStrings, sceneStrings].flatMap(({ en }) => phrases(en));

  test('speaks English where nothing else is said', () => {
    expect(renderToString(h(figure, {}))).toContain(words.en.label);
  });

  test('speaks Chinese on a Chinese page, all of it', () => {
    const html = renderToString(h(figure, { language: 'zh-cn' }));
    expect(html).toContain(words['zh-cn'].label);
    const said = html.replace(/<[^>]*>/g, ' ') + [...html.matchAll(/="([^"]*)"/g)].join(' ');
    expect(english.filter((phrase) => said.includes(phrase))).toEqual([]);
  });
});
