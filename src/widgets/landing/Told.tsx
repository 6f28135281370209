/** What there is to say: what is read, and beside it the blame or the last thing that was done. */
import { Announcement } from '#views/Announcement.tsx';
import { useLanguage, useWords } from '#views/language.ts';
import { fixed } from '#words/numbers.ts';
import { count, percent } from '#words/quantities.ts';
import type { Language, Spoken } from '#words/language.ts';
import type { Landing, Verdict } from './model.ts';
import { parameterCount } from './parameter-count.ts';
import { strings } from './strings.ts';

type Words = Spoken<typeof strings>;

export function Told({ model }: { readonly model: Landing }) {
  const words = useWords(strings);
  const language = useLanguage();
  const { shown, answer, verdict } = model;
  const read = answer.value;
  const reading =
    read === undefined ? words.blank : words.reads(read, percent(shown.value.probabilities![read]));
  const more = verdict.value ? blamed(verdict.value, words) : stateOf(model, words, language);
  return (
    <div class="lbl-landing-told">
      <p>
        <b>{reading}</b> <span>{more}</span>
      </p>
      <Announcement text={`${reading} ${more}`} />
    </div>
  );
}

function blamed({ right, loss, kernel }: Verdict, words: Words): string {
  const told = fixed(loss, 2);
  return told === fixed(0, 2)
    ? words.blameless(right, told)
    : words.blamed(right, told, kernel.d, fixed(kernel.norm, 2));
}

function stateOf(model: Landing, words: Words, language: Language): string {
  const now = model.mind.value;
  switch (now.kind) {
    case 'trained': {
      if (!model.pad.isExample.value) return words.own;
      const label = model.right.value;
      return label === model.answer.value
        ? words.opening
        : `${words.meant(label)} ${words.opening}`;
    }
    case 'forgotten':
      return words.forgotten(count(parameterCount, language));
    case 'learning': {
      const { update, updates } = now.progress;
      return updates === 0 ? words.fetching : words.learning(update, updates);
    }
    case 'learnt': {
      const { updates, seconds, accuracy, tested } = now.progress;
      return words.learnt(updates, `${fixed(seconds, 1)} s`, percent(accuracy ?? 0), tested ?? 0);
    }
    case 'failed':
      return words.failures[now.code];
    default:
      return now satisfies never;
  }
}
