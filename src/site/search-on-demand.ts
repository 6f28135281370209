/**
 * Pagefind's search box, fetched when the reader reaches for it: it is as large as a figure. Starlight would fetch it
 * with every page; it gets this in the place of `@pagefind/default-ui` (astro.config.mjs). Where box or index cannot be
 * had, the dialog says so, and tries again when it is opened anew or the network is back.
 */
import { languageOf } from '#words/language.ts';
import { strings } from './strings.ts';

interface Options {
  /** The box's place, in Starlight's dialog. */
  readonly element: string;
  /** The address of the index. */
  readonly bundlePath: string;
}

export class PagefindUI {
  constructor(options: Options) {
    const search = document.querySelector('site-search')!;
    const dialog = search.querySelector('dialog')!;
    const notice = document.createElement('p');
    notice.className = 'lbl-search-notice';
    notice.role = 'alert';
    document.querySelector(options.element)!.before(notice);
    const words = strings[languageOf(document.documentElement.lang)];
    const tell = (isMissing: boolean): void => {
      notice.textContent = isMissing ? words.noSearch : '';
    };

    let isFetched = false;
    let isUnderWay = false;
    const fetchBox = async (): Promise<void> => {
      if (isFetched || isUnderWay) return;
      isUnderWay = true;
      try {
        // @ts-expect-error The package has no types.
        const box = import('@pagefind/default-ui/npm_dist/mjs/ui-core.mjs');
        // The box itself would wait for ever for an index that cannot be had.
        const address = new URL(`${options.bundlePath}pagefind.js`, window.location.href);
        const index = await import(/* @vite-ignore */ address.href);
        await index.init();
        const { PagefindUI: Box } = await box;
        new Box(options);
        isFetched = true;
        tell(false);
        // Starlight puts the focus there as it opens the dialog, which may have been before.
        if (dialog.open) dialog.querySelector('input')?.focus();
      } catch {
        tell(true);
      } finally {
        isUnderWay = false;
      }
    };
    // By pointer and by Tab a moment before the press; by its keys, when the dialog opens.
    for (const reach of ['pointerenter', 'pointerdown', 'focusin'])
      search.addEventListener(reach, () => void fetchBox());
    new MutationObserver(() => void fetchBox()).observe(dialog, { attributeFilter: ['open'] });
    window.addEventListener('online', () => {
      tell(false);
      if (dialog.open) void fetchBox();
    });
    dialog.addEventListener('input', () => tell(!navigator.onLine));
  }
}
