/**
 * Sentences by code, with `{name}` where a value goes, for what is found out far from the page: a worker or a reader
 * of files sends a code and its values, whoever shows them asks for the sentence. Paths, file names and counts are
 * values, never part of a sentence. The type checker reads the names off the English sentences; it asks for a value
 * for each, and holds the other languages to the same codes and the same names.
 */
import { dictionary, type Language, type Words } from './language.ts';
import { listed } from './lists.ts';
import { toldNumber } from './numbers.ts';

/** Plain data, so that it crosses a worker's door. A list is written as the language writes lists. */
export type Value = string | number | readonly string[];
export type Values = Readonly<Record<string, Value>>;

type Sentences = Readonly<Record<string, string>>;

export type Messages<English extends Sentences = Sentences> = { readonly en: English } & Readonly<
  Record<Exclude<Language, 'en'>, Readonly<Record<keyof English, string>>>
>;

type Names<Sentence> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Names<Rest>
  : never;

/** The same sentence where both name the same values; where not, what the type checker complains with. */
type Matching<English, Other> = [Names<English>, Names<Other>] extends [
  Names<Other>,
  Names<English>,
]
  ? Other
  : `names ${Names<English>}`;

/** Makes the table of all languages. */
export const messages = <const English extends Sentences, const ZhCn extends Sentences>(
  en: English,
  zhCn: ZhCn & {
    readonly [Code in keyof English | keyof ZhCn]: Code extends keyof English & keyof ZhCn
      ? Matching<English[Code], ZhCn[Code]>
      : never;
  },
): Messages<English> => ({ en, 'zh-cn': zhCn });

export type CodeOf<Table extends Messages> = keyof Table['en'] & string;

/** The values that the sentence of a code needs. */
export type ValuesOf<Table extends Messages, Code extends CodeOf<Table>> = Readonly<
  Record<Names<Table['en'][Code]>, Value>
>;

/** A code and its values in one. */
export type MessageOf<Table extends Messages> = {
  readonly [Code in CodeOf<Table>]: { readonly code: Code } & ValuesOf<Table, Code>;
}[CodeOf<Table>];

/** Writes the sentence for `code`; a name that `values` lacks stays as `{name}`. */
export const message = <Table extends Messages>(
  table: Table,
  code: CodeOf<Table>,
  values: Values,
  language: Language = 'en',
): string =>
  table[language][code].replace(/\{(\w+)\}/g, (hole, name: string) =>
    Object.hasOwn(values, name) ? written(values[name], language) : hole,
  );

/** The sentence in every language, for whoever should not have to hold the table. */
export const messageInAll = <Table extends Messages>(
  table: Table,
  code: CodeOf<Table>,
  values: Values,
): Words => dictionary(message(table, code, values), message(table, code, values, 'zh-cn'));

function written(value: Value, language: Language): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? toldNumber(value) : listed(value, language);
}
