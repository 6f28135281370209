/** The language of a figure's own words: the page's, given to the figure as a prop and to its parts as context. */
import './let-go.ts';
import { createContext, h, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { Dictionary, Language } from '#words/language.ts';

const LanguageContext = createContext<Language>('en');

export const useLanguage = (): Language => useContext(LanguageContext);

/** Returns what a dictionary says in the language of this figure. */
export const useWords = <T>(words: Dictionary<T>): T => words[useLanguage()];

/** Makes the root of a figure: a component that takes the language of its page, and whose parts all speak it. */
export const speaking =
  <Props extends object>(
    Root: FunctionComponent<Props>,
  ): FunctionComponent<Props & { readonly language?: Language }> =>
  ({ language = 'en', ...props }) =>
    h(LanguageContext.Provider, { value: language }, h(Root, props as unknown as Props));
