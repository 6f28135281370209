/** Ten digits to choose from, and the same ten in another hand. */
import { useId, useState } from 'preact/hooks';
import { TextButton } from '#views/controls.tsx';
import { useWords } from '#views/language.ts';
import { Pixels } from '#views/Pixels.tsx';
import { firstSeed, labels } from './ink.ts';
import type { FeatureMaps } from './model.ts';
import { strings } from './strings.ts';

export function DigitChoice({ model }: { readonly model: FeatureMaps }) {
  const words = useWords(strings);
  const name = useId();
  const [seed, setSeed] = useState(firstSeed);
  const [hasFailed, setFailed] = useState(false);
  /** Fetches the generator when it is first asked for. */
  const rewrite = async (): Promise<void> => {
    try {
      const { drawDigits } = await import('./digits.ts');
      model.rewrite(drawDigits(seed + 1));
      setSeed(seed + 1);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div class="lbl-maps-digits" role="radiogroup" aria-label={words.digit}>
      {labels.map((label) => {
        const { shape, data } = model.digits.value[label];
        return (
          <label key={label} class="lbl-maps-digit">
            <input
              type="radio"
              name={name}
              class="lbl-unseen"
              aria-label={words.digitNamed(label)}
              checked={model.digit.value === label}
              onChange={() => model.choose(label)}
            />
            <Pixels
              height={shape[1]}
              width={shape[2]}
              values={data}
              scale={{ kind: 'ink', most: 1 }}
            />
          </label>
        );
      })}
      <TextButton label={words.another} onClick={() => void rewrite()} />
      <span role="alert">
        {hasFailed && <span class="lbl-control-wrong">{words.unfetched}</span>}
      </span>
    </div>
  );
}
