/**
 * What the current step does and why. The equation above has the numbers: the whole sum in words is for those who do not
 * see it, read out when the reader has moved and rests (not while playing, which would talk without end), and for the
 * button that copies it. The height is reserved: `rows` lines of text.
 */
import { useComputed } from '@preact/signals';
import { Announcement } from '#views/Announcement.tsx';
import { useLanguage } from '#views/language.ts';
import type { Scene } from './scene.ts';
import '#views/figure.css';

export interface StepCaptionProps {
  readonly scene: Scene;
  /** Default 3. */
  readonly rows?: number;
  /** The same on a phone; default: `rows` and one more. */
  readonly narrowRows?: number;
  /** Products that are written before the middle of a sum is left out; default 4. */
  readonly most?: number;
  /** A sentence of the figure's own, put before the step's. */
  readonly before?: string | undefined;
}

export function StepCaption({
  scene,
  rows = 3,
  narrowRows = rows + 1,
  most = 4,
  before,
}: StepCaptionProps) {
  const language = useLanguage();
  const { step, term } = scene.late.value;
  const { value: playing } = useComputed(() => scene.player.state.value.playing);
  const isWhole = term === undefined;
  const text = isWhole
    ? scene.describe.toText(step, language, { most })
    : scene.describe.toTermText(step, term, language, { most });
  const lead = isWhole ? scene.describe.leadOf(step.rule, language) : '';
  const whole = [before, lead, text].filter((part) => part).join(' ');
  return (
    <>
      <p class="lbl-caption" style={{ '--lbl-rows': rows, '--lbl-narrow-rows': narrowRows }}>
        {before && `${before} `}
        {lead !== '' && <em class="lbl-lead">{lead} </em>}
        {/* A term is told where it is looked at; a whole sum stands in the equation. */}
        <span class={isWhole ? 'lbl-unseen' : undefined}>{text}</span>
      </p>
      <Announcement text={playing ? undefined : whole} />
    </>
  );
}
