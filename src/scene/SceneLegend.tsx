/** The scales of a scene's tensors, and the switch between one for the figure and one for each tensor. */
import { Legend } from '#views/Legend.tsx';
import { Switch } from '#views/controls.tsx';
import { useWords } from '#views/language.ts';
import type { Scene } from './scene.ts';
import { rolesOf, scaleOfRole } from './scales.ts';
import { strings } from './strings.ts';

export function SceneLegend({ scene }: { readonly scene: Scene }) {
  const words = useWords(strings);
  const trace = scene.trace.value;
  const entries = rolesOf(trace).map((role) => ({ role, scale: scaleOfRole(trace, role) }));
  return (
    <div class="lbl-scales">
      <Legend entries={entries} isAlone={scene.isScaledAlone.value} />
      <Switch label={words.scaledAlone} value={scene.isScaledAlone} />
    </div>
  );
}
