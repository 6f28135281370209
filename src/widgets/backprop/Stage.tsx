/** The stage: every tensor of the part of the tape that is played, from left to right. */
import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { isEditable } from '#experiments/experiment.ts';
import { gradientNameOf } from '#experiments/tape-cells.ts';
import { SceneTensor } from '#scene/SceneTensor.tsx';
import { useWords } from '#views/language.ts';
import type { Backprop } from './model.ts';
import { phaseOf, plans, type Plan, type Slot } from './stage-plan.ts';
import { strings } from './strings.ts';

interface StageProps {
  readonly model: Backprop;
}

export function Stage({ model }: StageProps) {
  const words = useWords(strings);
  const { scene } = model;
  const stage = useComputed(() => scene.trace.value.stageAt(scene.player.index.value));
  const phase = useComputed(() => phaseOf(stage.value.id));
  const inPlay = useComputed(() => Object.values(stage.value.tensors).join(' '));
  return (
    <section
      class="lbl-bp-stage"
      data-phase={phase.value}
      data-show={model.show.value}
      aria-label={words.phases[phase.value]}
    >
      {plans[phase.value].map((rows, column) => (
        <Column key={`${phase.value} ${column}`} {...{ model, rows, inPlay }} />
      ))}
    </section>
  );
}

interface ColumnProps {
  readonly model: Backprop;
  readonly rows: Plan[number];
  /** Names of the tensors of the current stage, with spaces between them. */
  readonly inPlay: ReadonlySignal<string>;
}

function Column({ model, rows, inPlay }: ColumnProps) {
  const tensors = model.scene.trace.value.tensors;
  const isInPlay = useComputed(() =>
    rows
      .flat()
      .some(({ tensor }) => isAmong(inPlay.value, tensor, gradientNameOf(tensors, tensor))),
  );
  // Made once: what comes into play changes the mark of a column and leaves what is in it alone.
  const content = useMemo(
    () =>
      rows.map((slots, row) => (
        <div class="lbl-bp-row" key={row}>
          {slots
            .filter(({ tensor }) => tensors.some(({ name }) => name === tensor))
            .map((slot) => (
              <StageTensor key={slot.tensor} {...{ model, slot, inPlay }} />
            ))}
        </div>
      )),
    [model, rows, inPlay, tensors.length],
  );
  return (
    <div class="lbl-bp-column" data-in-play={isInPlay.value}>
      {content}
    </div>
  );
}

const isAmong = (names: string, ...tensors: readonly (string | undefined)[]): boolean =>
  names.split(' ').some((name) => tensors.includes(name));

interface StageTensorProps {
  readonly model: Backprop;
  readonly slot: Slot;
  readonly inPlay: ReadonlySignal<string>;
}

function StageTensor({ model, slot: { tensor, form = 'plain', axes }, inPlay }: StageTensorProps) {
  const { scene, show } = model;
  const gradient = gradientNameOf(scene.trace.value.tensors, tensor);
  const isInPlay = useComputed(() => isAmong(inPlay.value, tensor, gradient));
  const grid = useMemo(
    () => (
      <SceneTensor
        scene={scene}
        tensor={tensor}
        gradient={gradient}
        show={show}
        axes={axes}
        orientation={tensor.endsWith('bias') ? 'row' : 'column'}
        onEdit={isEditable(model.experiment.peek(), tensor) ? model.edit : undefined}
      />
    ),
    [model, tensor, gradient, axes],
  );
  return (
    <div class="lbl-bp-slot" data-form={form} data-in-play={isInPlay.value}>
      {grid}
    </div>
  );
}
