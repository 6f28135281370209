/** The words of the training page. */
import type { Language } from '#words/language.ts';
import type { RecipeId } from '#training/run/recipes.ts';
import { en } from './strings-en.ts';
import { zhCn } from './strings-zh-cn.ts';
import type { DataChoice, NumberField, Range } from './settings.ts';

export interface Strings {
  readonly label: string;
  readonly dataSet: string;
  readonly data: Readonly<Record<DataChoice, string>>;
  readonly absentOption: string;
  readonly noMnist: string;
  readonly drop: string;
  readonly chooseFiles: string;
  readonly fields: Readonly<Record<NumberField | 'updates', string>>;
  readonly fieldErrors: {
    whole(range: Range): string;
    positive(range: Range): string;
  };
  readonly settings: string;
  readonly recipe: string;
  readonly recipes: Readonly<Record<RecipeId, string>>;
  readonly recipeNotes: Readonly<Record<RecipeId, string>>;
  readonly backend: string;
  readonly fastest: string;
  readonly locked: string;
  readonly start: string;
  readonly pause: string;
  readonly resume: string;
  readonly step: string;
  readonly reset: string;
  readonly testNow: string;
  readonly check: string;
  readonly progress: string;
  readonly accuracy: string;
  readonly loss: string;
  readonly lossNote: string;
  readonly rate: string;
  epochOf(epoch: number, epochs: number): string;
  updateOf(update: number, updates: number): string;
  readonly left: string;
  testing(done: number, count: number): string;
  readonly lossChart: string;
  readonly accuracyChart: string;
  readonly axisUpdates: string;
  readonly keyBatch: string;
  readonly keyMean: string;
  readonly keyTraining: string;
  readonly keyTest: string;
  readonly charts: string;
  readonly tests: Readonly<
    Record<'title' | 'none' | 'epoch' | 'update' | 'accuracy' | 'loss', string>
  >;
  readonly firstLayer: string;
  readonly kernels: string;
  readonly featureMaps: string;
  readonly digit: string;
  readonly nextDigit: string;
  digitNote(label: number, guess: number, sureness: string): string;
  mapNote(map: number, least: string, most: string): string;
  readonly status: {
    loading(name: string): string;
    ready(data: string, train: number, test: number, backend: string): string;
    waiting: string;
    running(recipe: string, data: string, backend: string): string;
    tested(epoch: number, accuracy: string): string;
    paused(update: number): string;
    finished(updates: number, accuracy: string): string;
    misread(parameter: string, value: string): string;
    sameData(name: string): string;
    fieldsWrong: string;
  };
  readonly checkTable: {
    readonly title: string;
    passed(images: number, tolerance: string): string;
    failed(images: number, tolerance: string): string;
    self: string;
    readonly parameter: string;
    readonly shape: string;
    readonly error: string;
    readonly loss: string;
  };
}

export const strings: Readonly<Record<Language, Strings>> = { en, 'zh-cn': zhCn };
