/** Icons of the transport bar, 24 by 24, in the colour of the text. */
const paths = {
  first: 'M6 5v14M19 5l-9 7 9 7z',
  previous: 'M17 5l-9 7 9 7z',
  play: 'M7 4l12 8-12 8z',
  pause: 'M8 5v14M16 5v14',
  next: 'M7 5l9 7-9 7z',
  last: 'M18 5v14M5 5l9 7-9 7z',
  loop: 'M17 3l3 3-3 3M4 11V9a3 3 0 013-3h13M7 21l-3-3 3-3M20 13v2a3 3 0 01-3 3H4',
  mark: 'M7 4h10v16l-5-4-5 4z',
  link: 'M10 14a4 4 0 006 0l3-3a4 4 0 00-6-6l-1 1M14 10a4 4 0 00-6 0l-3 3a4 4 0 006 6l1-1',
  more: 'M5 12h.1M12 12h.1M19 12h.1',
  help: 'M9 9a3 3 0 115 2c-1 1-2 1.5-2 3M12 18v.5',
} as const;

export type IconName = keyof typeof paths;
const filled: readonly IconName[] = ['first', 'previous', 'play', 'next', 'last'];

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="lbl-icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      data-filled={filled.includes(name) || undefined}
    >
      <path d={paths[name]} />
    </svg>
  );
}
