/**
 * Runs on every page with text: a link to a step scrolls to its figure even where that is still asleep, and so wakes it;
 * an awake figure follows links by itself. A link to what the page does not have is told.
 */
import { excerptOf, keysIn } from '#player/address.ts';
import { languageOf } from '#words/language.ts';
import { strings } from './strings.ts';

const follow = (isArriving: boolean): void => {
  const { hash } = window.location;
  const keys = keysIn(hash);
  const figures = [...document.querySelectorAll<HTMLElement>('[data-link-key]')];
  // The last entry is the one that was written last.
  const named = figures
    .filter(({ dataset }) => keys.includes(dataset['linkKey']!))
    .sort((a, b) => keys.indexOf(a.dataset['linkKey']!) - keys.indexOf(b.dataset['linkKey']!))
    .at(-1);
  if (isArriving && named?.closest('astro-island[ssr]')) named.scrollIntoView();
  tell(named === undefined && !isAnchor(hash) ? hash.slice(1) : undefined);
};

/** The browser goes to an element of this name, or to the top. */
function isAnchor(hash: string): boolean {
  const name = decoded(hash.slice(1));
  return name === '' || name.toLowerCase() === 'top' || document.getElementById(name) !== null;
}

/** Says that the page does not have what a link names; with undefined, takes back what was said. */
function tell(missing: string | undefined): void {
  const notice = document.querySelector('.lbl-page-notice');
  const words = strings[languageOf(document.documentElement.lang)];
  if (notice)
    notice.textContent = missing === undefined ? '' : words.missing(excerptOf(decoded(missing)));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray %, in a link made by hand.
  }
}

/** After a reload, and on the way back, the browser itself returns to where the reader was. */
const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
follow(navigation?.type === 'navigate');
window.addEventListener('hashchange', () => follow(true));
document.querySelector('.lbl-page-notice')?.addEventListener('click', () => tell(undefined));
