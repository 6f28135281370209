/** A list of a figure's examples to choose from. */
import type { ReadonlySignal } from '@preact/signals';
import { Choice } from '#views/controls.tsx';
import { useLanguage } from '#views/language.ts';
import type { Words } from '#words/language.ts';

export interface SampleChoiceProps {
  readonly label: string;
  /** The model's name of the list. */
  readonly list: string;
  readonly model: {
    readonly choices: Readonly<
      Record<string, readonly { readonly id: string; readonly title: Words }[]>
    >;
    readonly chosen: ReadonlySignal<Readonly<Record<string, string>>>;
    choose(list: string, id: string): void;
  };
}

export function SampleChoice({ label, list, model }: SampleChoiceProps) {
  const language = useLanguage();
  return (
    <Choice
      label={label}
      options={model.choices[list].map(({ id, title }) => [id, title[language]])}
      value={model.chosen.value[list]}
      onChange={(id) => model.choose(list, id)}
    />
  );
}
