/** What a figure's colours mean, and how its steps are told: one small row between the tensors and the equation. */
import { useSignal } from '@preact/signals';
import { Legend } from '#views/Legend.tsx';
import { Switch, TextButton } from '#views/controls.tsx';
import { useLanguage, useWords } from '#views/language.ts';
import type { Scene } from './scene.ts';
import { rolesOf, scaleOfRole } from './scales.ts';
import { strings } from './strings.ts';
import './scene-options.css';

export function SceneOptions({ scene }: { readonly scene: Scene }) {
  const words = useWords(strings).options;
  const language = useLanguage();
  const message = useSignal('');
  const trace = scene.trace.value;
  const entries = rolesOf(trace).map((role) => ({ role, scale: scaleOfRole(trace, role) }));
  const copy = async (): Promise<void> => {
    try {
      const whole = scene.describe.toText(scene.step.peek(), language, { all: true });
      await navigator.clipboard.writeText(whole);
      message.value = words.copied;
    } catch {
      message.value = words.notCopied;
    }
  };
  return (
    <div class="lbl-scene-options">
      <Legend entries={entries} isAlone={scene.isScaledAlone.value} />
      <div class="lbl-scene-switches">
        <Switch label={words.scaledAlone} value={scene.isScaledAlone} />
        <Switch label={words.symbols} value={scene.hasSymbols} />
        <TextButton label={words.copy} isOff={scene.isVeiled.value} onClick={() => void copy()} />
        <span class="lbl-unseen" role="status">
          {message}
        </span>
      </div>
    </div>
  );
}
