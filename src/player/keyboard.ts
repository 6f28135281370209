/**
 * Keys, which work while the focus is inside the figure. A control that needs a key for itself keeps it: text fields,
 * lists and radio buttons keep all, buttons and links keep space, and any part may call preventDefault first.
 */
import type { Action } from './machine.ts';
import type { Player } from './player.ts';

/** `leave` gives the focus from a part of the figure, which uses the arrows itself, back to the figure. */
export type KeyCommand = Action | { type: 'togglePlay' } | { type: 'help' } | { type: 'leave' };

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** The keys, in the order of the help; `label` is what is printed on them. */
export const keyTable: readonly {
  command: KeyCommand;
  key: string;
  shift?: boolean;
  label: string;
}[] = [
  { command: { type: 'next' }, key: 'ArrowRight', label: '→' },
  { command: { type: 'previous' }, key: 'ArrowLeft', label: '←' },
  { command: { type: 'nextStage' }, key: 'ArrowRight', shift: true, label: 'Shift →' },
  { command: { type: 'previousStage' }, key: 'ArrowLeft', shift: true, label: 'Shift ←' },
  { command: { type: 'into' }, key: 'ArrowDown', label: '↓' },
  { command: { type: 'out' }, key: 'ArrowUp', label: '↑' },
  { command: { type: 'togglePlay' }, key: ' ', label: 'Space' },
  { command: { type: 'first' }, key: 'Home', label: 'Home' },
  { command: { type: 'last' }, key: 'End', label: 'End' },
  { command: { type: 'slower' }, key: '-', label: '−' },
  { command: { type: 'faster' }, key: '+', label: '+' },
  { command: { type: 'toggleLoop' }, key: 'l', label: 'L' },
  { command: { type: 'mark' }, key: 'm', label: 'M' },
  { command: { type: 'return' }, key: 'r', label: 'R' },
  { command: { type: 'leave' }, key: 'Escape', label: 'Esc' },
  { command: { type: 'help' }, key: '?', label: '?' },
];

/** Returns what a key asks for, if anything. Shift counts for arrows only: `+` and `?` need it on many keyboards. */
export function commandOf(event: Key): KeyCommand | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const isArrow = event.key.startsWith('Arrow');
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return keyTable.find(
    (entry) => entry.key === key && (!isArrow || (entry.shift ?? false) === event.shiftKey),
  )?.command;
}

const keepsAllKeys = 'input:not([type=checkbox]), select, textarea, [contenteditable], dialog';
const keepsSpace = 'button, summary, a[href], input';

/** Binds the keys to the figure's root. Returns the function that unbinds them. */
export function bindKeyboard(player: Player, root: HTMLElement): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    if (event.target.closest(keepsAllKeys)) return;
    if (event.key === ' ' && event.target.closest(keepsSpace)) return;
    const command = commandOf(event);
    if (!command || (command.type === 'leave' && event.target === root)) return;
    // Escape first closes what lies open over the figure.
    if (command.type === 'leave' && root.querySelector(':popover-open')) return;
    event.preventDefault();
    if (command.type === 'togglePlay') player.togglePlay();
    else if (command.type === 'help') player.isHelpOpen.value = true;
    else if (command.type === 'leave') root.focus({ preventScroll: true });
    else player.dispatch(command);
  };
  root.addEventListener('keydown', onKeyDown);
  return () => root.removeEventListener('keydown', onKeyDown);
}
