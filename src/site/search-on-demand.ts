/**
 * Pagefind's search box, fetched when the reader reaches for it: it is as large as a figure. Starlight would fetch it
 * with every page; it gets this in the place of `@pagefind/default-ui` (astro.config.mjs).
 */
interface Options {
  /** The box's place, in Starlight's dialog. */
  readonly element: string;
}

export class PagefindUI {
  constructor(options: Options) {
    const search = document.querySelector('site-search')!;
    const dialog = search.querySelector('dialog')!;
    const fetched = new AbortController();
    const fetchBox = async (): Promise<void> => {
      if (fetched.signal.aborted) return;
      fetched.abort();
      opened.disconnect();
      // @ts-expect-error The package has no types.
      const { PagefindUI: Box } = await import('@pagefind/default-ui/npm_dist/mjs/ui-core.mjs');
      new Box(options);
      // Starlight puts the focus there as it opens the dialog, which may have been before.
      if (dialog.open) dialog.querySelector('input')?.focus();
    };
    // By pointer and by Tab a moment before the press; by its keys, when the dialog opens.
    for (const reach of ['pointerenter', 'pointerdown', 'focusin'])
      search.addEventListener(reach, () => void fetchBox(), { signal: fetched.signal });
    const opened = new MutationObserver(() => void fetchBox());
    opened.observe(dialog, { attributeFilter: ['open'] });
  }
}
