/** The language of a figure's own words. `Figure` provides it; every view keeps its strings in one table. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Language } from '#words/language.ts';

export const LanguageContext = createContext<Language>('en');

/** Returns the column of a table of strings for the language of this figure. */
export function useStrings<T>(table: Readonly<Record<Language, T>>): T {
  return table[useContext(LanguageContext)];
}
