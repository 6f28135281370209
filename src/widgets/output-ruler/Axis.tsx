/** The axis as a row of cells, and below it each window as a bar over the cells that it reads. */
import { indexNumber } from '#words/numbers.ts';
import { useWords } from '#views/language.ts';
import { rowsOfAxis, type OutputRuler } from './model.ts';
import { strings } from './strings.ts';

export function Axis({ model }: { readonly model: OutputRuler }) {
  const words = useWords(strings);
  const { H, r, k, s } = model.setting.value;
  const laid = model.laid.value;
  const rows = rowsOfAxis(H, r);
  const at = model.at.value;
  const read = at === undefined ? undefined : laid?.windows[at];
  const columns = Math.max(rows.length, k);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !laid) return;
    const last = laid.windows.length - 1;
    const to = {
      ArrowRight: Math.min((at ?? -1) + 1, last),
      ArrowLeft: Math.max((at ?? 0) - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    model.point(to);
    event.preventDefault();
  };
  const windowUnder = (target: EventTarget | null): number | undefined => {
    const bar = target instanceof Element ? target.closest('[data-window]') : null;
    return bar ? Number(bar.getAttribute('data-window')) : undefined;
  };
  return (
    <div
      class="lbl-ruler-axis"
      role="group"
      tabIndex={0}
      aria-label={words.ruler}
      style={{ '--lbl-columns': columns, '--lbl-bars': laid?.windows.length ?? 1 }}
      onPointerOver={(event) => model.point(windowUnder(event.target))}
      onPointerLeave={() => model.point(undefined)}
      onFocusOut={() => model.point(undefined)}
      onKeyDown={onKeyDown}
    >
      {rows.map((row, column) => {
        const isUnread = laid?.unread.includes(row) ?? false;
        const isPadding = row < 0 || row >= H;
        return (
          <span
            key={row}
            class="lbl-ruler-cell"
            aria-hidden="true"
            data-padding={isPadding || undefined}
            data-unread={isUnread || undefined}
            data-read={read?.includes(row) || undefined}
            title={isUnread ? `${words.row(row)}: ${words.unread}` : undefined}
            style={{ '--lbl-at': column + 1 }}
          >
            {isPadding ? '' : indexNumber(row)}
          </span>
        );
      })}
      {/* From one window to the next it is a stride. */}
      {laid && laid.windows.length > 1 && (
        <span class="lbl-ruler-stride" aria-hidden="true" style={{ '--lbl-span': s }}>
          <i>s</i>
        </span>
      )}
      {laid && laid.unread.length > 0 && (
        <span
          class="lbl-ruler-unread"
          aria-hidden="true"
          style={{ '--lbl-at': laid.unread.at(-1)! + r + 2 }}
        >
          {words.unread}
        </span>
      )}
      {(laid?.windows ?? [rows.slice(0, k)]).map((window, p) => (
        <span
          key={p}
          class="lbl-ruler-bar"
          aria-hidden="true"
          data-window={laid ? p : undefined}
          data-refused={laid === undefined || undefined}
          data-at={at === p || undefined}
          style={{
            '--lbl-at': window[0] + r + 1,
            '--lbl-span': laid ? window.length : k,
            '--lbl-bar': p + 2,
          }}
        >
          {laid && p}
        </span>
      ))}
    </div>
  );
}
