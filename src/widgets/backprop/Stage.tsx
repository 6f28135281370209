/** The stage: every tensor of the part of the tape that is played, from left to right. */
import { useComputed } from '@preact/signals';
import { SceneTensor } from '#views/SceneTensor.tsx';
import { gradientNameOf } from './cells.ts';
import { isEditable } from './experiment.ts';
import type { Backprop } from './model.ts';
import { phaseOf, plans, type Slot } from './stage-plan.ts';
import type { Strings } from './strings.ts';

interface StageProps {
  readonly model: Backprop;
  readonly words: Strings;
}

export function Stage({ model, words }: StageProps) {
  const { scene } = model;
  const stage = useComputed(() => scene.trace.value.stageAt(scene.player.index.value));
  const phase = useComputed(() => phaseOf(stage.value.id));
  const inPlay = useComputed(() => Object.values(stage.value.tensors).join(' '));
  return (
    <section class="lbl-bp-stage" data-phase={phase.value} aria-label={words.phases[phase.value]}>
      {plans[phase.value].map((rows, column) => (
        <div class="lbl-bp-column" key={`${phase.value} ${column}`}>
          {rows.map((slots, row) => (
            <div class="lbl-bp-row" key={row}>
              {slots.map((slot) => (
                <StageTensor key={slot.tensor} {...{ model, slot, inPlay }} />
              ))}
            </div>
          ))}
        </div>
      ))}
    </section>
  );
}

interface StageTensorProps {
  readonly model: Backprop;
  readonly slot: Slot;
  readonly inPlay: { readonly value: string };
}

function StageTensor({ model, slot: { tensor, form = 'plain', axes }, inPlay }: StageTensorProps) {
  const { scene, show } = model;
  const gradient = gradientNameOf(scene.trace.value.tensors, tensor);
  const isInPlay = useComputed(() => {
    const names = inPlay.value.split(' ');
    return names.includes(tensor) || (gradient !== undefined && names.includes(gradient));
  });
  return (
    <div class="lbl-bp-slot" data-form={form} data-in-play={isInPlay.value}>
      <SceneTensor
        scene={scene}
        tensor={tensor}
        gradient={gradient}
        show={show}
        axes={axes}
        orientation={tensor.endsWith('bias') ? 'row' : 'column'}
        onEdit={isEditable(tensor) ? model.edit : undefined}
      />
    </div>
  );
}
