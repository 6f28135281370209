/**
 * A place as text, for links: the step's name alone is the cell, the name of a stage is that stage as a whole, and
 * `/3` after a step's name is its third term (counted from 1, as a caption counts).
 *
 *   #step=conv1.backward.dWeight[1,0,2,2]      #step=conv1.backward      #scatter.step=dx[0,0,1,1]/3
 *
 * A page with several figures gives each a prefix; each one reads and writes its own entry and leaves the others.
 */
import { stageAt, type Tape } from './tape.ts';
import type { Place } from './machine.ts';

/** Writes a place as a link names it. */
export function formatAddress(place: Place, tape: Tape): string {
  const stage = stageAt(tape, place.index);
  if (place.granularity === 'stage' && stage.id !== '') return stage.id;
  const id = tape.idAt(place.index);
  return place.granularity === 'term' ? `${id}/${place.term + 1}` : id;
}

/** In characters; no step, stage or term has a longer name. */
const longestAddress = 200;

/** Finds the place that an address names; undefined if the tape has no such step (any more). */
export function parseAddress(address: string, tape: Tape): Place | undefined {
  if (address.length > longestAddress) return undefined;
  const stage = tape.stages.find(({ id }) => id === address);
  if (stage) return { index: stage.end - 1, term: 0, granularity: 'stage' };
  const whole = tape.find(address);
  if (whole !== undefined) return { index: whole, term: 0, granularity: 'cell' };
  const [, id, count] = /^(.*)\/([1-9]\d{0,5})$/.exec(address) ?? [];
  const index = id === undefined ? undefined : tape.find(id);
  if (index === undefined || Number(count) > Math.max(1, tape.termsAt(index))) return undefined;
  return { index, term: Number(count) - 1, granularity: 'term' };
}

/** In characters: enough to recognize an address by. */
const longestExcerpt = 80;

/** As much of an address, or of any text out of a link, as a sentence can hold. */
export const excerptOf = (text: string): string =>
  text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt - 1)}…`;

/** The key of a figure's entry in the fragment. */
export const keyOf = (figure: string | undefined): string => (figure ? `${figure}.step` : 'step');

/** Reads one entry of a fragment such as `#gather.step=dx[0]&scatter.step=dx[1]`. */
export function readFragment(hash: string, key: string): string | undefined {
  for (const [name, value] of entriesOf(hash)) if (name === key) return value;
  return undefined;
}

/** The keys of all entries of a fragment, in their order. */
export const keysIn = (hash: string): string[] => entriesOf(hash).map(([key]) => key);

/** Returns the fragment with one entry set, the others kept. A heading's anchor gives way. */
export function writeFragment(hash: string, key: string, value: string): string {
  const entries = entriesOf(hash).filter(([name]) => name !== key);
  return (
    '#' + [...entries, [key, value]].map(([name, text]) => `${name}=${escape(text)}`).join('&')
  );
}

const entriesOf = (hash: string): [string, string][] =>
  hash
    .replace(/^#/, '')
    .split('&')
    .filter((entry) => entry.includes('='))
    .map((entry) => {
      const at = entry.indexOf('=');
      return [entry.slice(0, at), unescape(entry.slice(at + 1))];
    });

/** Brackets, commas and slashes stay readable; only what would break the fragment is escaped. */
const escape = (text: string): string => text.replace(/[%&#\s"<>`]/g, encodeURIComponent);

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A stray % in a hand-made link: it will name no step, and the figure will say so.
  }
}
