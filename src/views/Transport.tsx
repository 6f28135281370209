/**
 * The transport bar: first, previous, play, next, last · stage, cell or term · speed · repeat · bookmark · link · help.
 * On a narrow screen it stays at the bottom of the window while its figure is in sight.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { granularities, isAtEnd, speeds, type Action } from '#player/machine.ts';
import type { Player } from '#player/player.ts';
import { later } from './later.tsx';
import { Icon, type IconName } from './icons.tsx';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './transport.css';

const HelpDialog = later(async () => (await import('./HelpDialog.tsx')).HelpDialog);

export interface TransportProps {
  readonly player: Player;
  /** The page's address with a link to the current step; without it there is no button to copy it. */
  linkToHere?(): string;
  /** Only what moves, link and help: for a small figure, whose steps have no levels. */
  readonly isPlain?: boolean;
}

export function Transport({ player, linkToHere, isPlain = false }: TransportProps) {
  const words = useWords(strings).transport;
  const name = useId();
  const message = useSignal('');
  // Read one by one, so that a step between the ends leaves the bar alone.
  const { value: isAtStart } = useComputed(() => {
    const { index, term } = player.state.value;
    return index === 0 && term === 0;
  });
  const { value: atEnd } = useComputed(() => isAtEnd(player.state.value, player.tape.value));
  const { value: playing } = useComputed(() => player.state.value.playing);
  const { value: current } = useComputed(() => player.state.value.granularity);
  const { value: pace } = useComputed(() => player.state.value.speed);
  const { value: looping } = useComputed(() => player.state.value.looping);
  const { value: hasMark } = useComputed(() => player.state.value.bookmark !== undefined);
  const { value: isHelpOpen } = player.isHelpOpen;
  const play = playing ? words.pause : player.reducedMotion.value ? words.finish : words.play;

  const button = (
    icon: IconName,
    label: string,
    action: () => void,
    isOff = false,
    isPressed?: boolean,
  ) => (
    <button
      type="button"
      class="lbl-button"
      aria-label={label}
      title={label}
      aria-disabled={isOff || undefined}
      aria-pressed={isPressed}
      onClick={() => !isOff && action()}
    >
      <Icon name={icon} />
    </button>
  );
  const send = (type: Exclude<Action, { type: 'seek' | 'level' | 'speed' }>['type']) => () =>
    player.dispatch({ type });
  const copyLink = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(linkToHere!());
      message.value = words.copied;
    } catch {
      message.value = words.notCopied;
    }
  };
  return (
    <div
      class="lbl-transport"
      role="toolbar"
      aria-label={words.bar}
      data-plain={isPlain || undefined}
    >
      <div class="lbl-transport-moves">
        {button('first', words.first, send('first'), isAtStart)}
        {button('previous', words.previous, send('previous'), isAtStart)}
        {button(playing ? 'pause' : 'play', play, () => player.togglePlay())}
        {button('next', words.next, send('next'), atEnd)}
        {button('last', words.last, send('last'), atEnd)}
      </div>
      {!isPlain && (
        <fieldset class="lbl-levels">
          <legend class="lbl-unseen">{words.granularity}</legend>
          {granularities.map((granularity) => (
            <label key={granularity}>
              <input
                type="radio"
                name={name}
                class="lbl-unseen"
                checked={current === granularity}
                onChange={(event) => {
                  player.dispatch({ type: 'level', granularity });
                  // The arrows step again.
                  event.currentTarget
                    .closest<HTMLElement>('.lbl-figure')
                    ?.focus({ preventScroll: true });
                }}
              />
              <span>{words.granularities[granularity]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {/* On a phone the rest opens over the bar. */}
      <button
        type="button"
        class="lbl-button lbl-transport-open"
        aria-label={words.more}
        title={words.more}
        popovertarget={`${name}-more`}
      >
        ⋯
      </button>
      <div class="lbl-transport-more" id={`${name}-more`} popover="auto">
        {!isPlain && (
          <>
            <select
              class="lbl-select"
              aria-label={words.speed}
              title={words.speed}
              value={String(pace)}
              onChange={(event) =>
                player.dispatch({ type: 'speed', speed: Number(event.currentTarget.value) })
              }
            >
              {speeds.map((speed) => (
                <option key={speed} value={String(speed)}>
                  {speed}×
                </option>
              ))}
            </select>
            {button('loop', words.loop, send('toggleLoop'), false, looping)}
            {hasMark
              ? button('mark', words.returnToMark, send('return'), false, true)
              : button('mark', words.mark, send('mark'), false, false)}
          </>
        )}
        {linkToHere && button('link', words.link, () => void copyLink())}
        {button('help', words.help, () => (player.isHelpOpen.value = true))}
      </div>
      <p class="lbl-keys">
        <span class="lbl-by-key">{words.hint}</span>
        <span class="lbl-by-touch">{words.touchHint}</span>
      </p>
      <span class="lbl-unseen" role="status">
        {message}
      </span>
      {isHelpOpen && <HelpDialog player={player} />}
    </div>
  );
}
