/**
 * The stages of a tape as segments of one slider: drag, click, or use the keys of a slider (arrows one step, Page Up
 * and Down one stage, Home, End). A press on a segment goes to that place in it. Named groups of stages stand apart. Wide
 * enough segments carry their titles; the others tell them on hover, and the slider's value tells where the reader is.
 */
import { useComputed } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import type { Player } from '#player/player.ts';
import { stageAt, type TapeStage } from '#player/tape.ts';
import { doneOf, groupsOf, sharesOf, stepWithin } from './timeline-geometry.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './timeline.css';

export interface TimelineProps {
  readonly player: Player;
  /** Titles of the stages in the language of the page, by id; default: the tape's. */
  titleOf?(stage: string): string;
  /** What stands in a segment, shorter than its title; default: the title, where it has room. */
  labelOf?(stage: string): string;
  /** Groups of neighbouring stages that stand apart, such as forward and backward. */
  readonly groups?: readonly TimelineGroup[];
}

export interface TimelineGroup {
  /** The id of its first stage. */
  readonly start: string;
  readonly title: string;
}

const noGroups: readonly TimelineGroup[] = [];

export function Timeline({ player, titleOf, labelOf, groups = noGroups }: TimelineProps) {
  const words = useWords(strings).timeline;
  const track = useRef<HTMLDivElement>(null);
  const tape = player.tape.value;
  const index = player.index.value;
  const title = ({ id, title: own }: { id: string; title: string }) => titleOf?.(id) ?? own;
  // Made once for a tape: Preact passes over elements that are the same objects as before.
  const content = useMemo(() => {
    const shares = new Map(
      sharesOf(tape.stages).map((share, number) => [tape.stages[number], share]),
    );
    return groupsOf(tape.stages, groups).map(({ group, stages }, number) => {
      const share = stages.reduce((sum, stage) => sum + shares.get(stage)!, 0);
      return (
        <div class="lbl-track-group" key={number} style={{ flexGrow: share }}>
          {group && <span class="lbl-track-title">{group.title}</span>}
          <div class="lbl-track-segments">
            {stages.map((stage) => (
              <Segment
                // Another segment where the stage has moved: what it computes remembers its stage.
                key={`${stage.id} ${stage.start} ${stage.end}`}
                stage={stage}
                player={player}
                share={shares.get(stage)! / share}
                title={title(stage)}
                label={labelOf?.(stage.id)}
              />
            ))}
          </div>
        </div>
      );
    });
  }, [player, tape, titleOf, labelOf, groups]);
  const current = stageAt(tape, index);

  const seek = (event: PointerEvent): void => {
    // The nearest segment: a finger may lie in a gap, or above the row.
    const boxes = [...track.current!.querySelectorAll('.lbl-segment')].map((segment) =>
      segment.getBoundingClientRect(),
    );
    const after = boxes.findIndex(({ right }) => event.clientX < right);
    const number = after < 0 ? boxes.length - 1 : after;
    const { left, width } = boxes[number];
    const to = stepWithin(tape.stages[number], (event.clientX - left) / width);
    const isDrag = event.type === 'pointermove';
    if (to !== player.index.peek())
      player.dispatch({ type: 'seek', index: to, move: isDrag ? 'step' : 'jump' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const type = { PageDown: 'nextStage', PageUp: 'previousStage' }[event.key] as
      'nextStage' | undefined;
    if (!type) return; // The figure's own keys do the rest.
    event.preventDefault();
    player.dispatch({ type });
  };
  return (
    <div
      class="lbl-timeline"
      role="slider"
      tabIndex={0}
      aria-label={words.label}
      aria-valuemin={1}
      aria-valuemax={tape.length}
      aria-valuenow={index + 1}
      aria-valuetext={words.value(
        title(current),
        index - current.start + 1,
        current.end - current.start,
      )}
      onKeyDown={onKeyDown}
    >
      <div
        ref={track}
        class="lbl-track"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
        }}
      >
        {content}
      </div>
    </div>
  );
}

interface SegmentProps {
  readonly stage: TapeStage;
  readonly player: Player;
  readonly share: number;
  readonly title: string;
  readonly label: string | undefined;
}

function Segment({ stage, player, share, title, label }: SegmentProps) {
  const done = useComputed(() => doneOf(stage, player.index.value));
  const isCurrent = useComputed(
    () => stage.start <= player.index.value && player.index.value < stage.end,
  );
  return (
    <div
      class="lbl-segment"
      data-current={isCurrent.value || undefined}
      title={title}
      style={{ flexBasis: `${share * 100}%`, backgroundSize: `${done.value * 100}% 100%` }}
    >
      <span class="lbl-segment-title" data-letters={label?.length}>
        {label ?? title}
      </span>
    </div>
  );
}
