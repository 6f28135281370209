/** The languages of the book, as Starlight spells them, and what is said in each of them. */
export type Language = 'en' | 'zh-cn';

/**
 * The language of a page from its locale, `Astro.currentLocale`: a folder's name (`zh-cn`) or a tag (`zh-CN`). A page
 * without one, or in a language that the figures do not speak, gets English.
 */
export const languageOf = (locale: string | undefined): Language =>
  locale?.toLowerCase() === 'zh-cn' ? 'zh-cn' : 'en';

/** One dictionary a language: the English one fixes which words there are, the type checker holds the others to it. */
export type Dictionary<T> = Readonly<Record<Language, T>>;

export type Words = Dictionary<string>;

/** What a dictionary holds in one language: `Spoken<typeof strings>`. */
export type Spoken<D extends Dictionary<unknown>> = D['en'];

export const dictionary = <T>(en: T, zhCn: NoInfer<T>): Dictionary<T> => ({ en, 'zh-cn': zhCn });
