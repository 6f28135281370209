/** The languages of the book, as Starlight spells them, and what is said in each of them. */
export type Language = 'en' | 'zh-cn';

/** One dictionary a language: the English one fixes which words there are, the type checker holds the others to it. */
export type Dictionary<T> = Readonly<Record<Language, T>>;

export type Words = Dictionary<string>;

export const dictionary = <T>(en: T, zhCn: NoInfer<T>): Dictionary<T> => ({ en, 'zh-cn': zhCn });
