/** A part of a figure that is fetched when it is first shown, because most readers of its page never open it. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useWords } from './language.ts';
import { strings } from './later-strings.ts';

/**
 * Says that the part is being fetched, unless it is a quiet one beside things that are there already; where it cannot be
 * fetched, it says so and tries again when shown anew.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isQuiet = false } = {},
): ComponentType<Props> {
  const part = signal<{ readonly Part?: ComponentType<Props>; readonly hasFailed?: boolean }>({});
  const fetchPart = async (): Promise<void> => {
    part.value = {};
    part.value = await load().then(
      (Part) => ({ Part }),
      () => ({ hasFailed: true }),
    );
  };
  return (props) => {
    const words = useWords(strings);
    const { Part, hasFailed } = part.value;
    useEffect(() => {
      if (part.peek().Part === undefined) void fetchPart();
    }, []);
    if (Part) return <Part {...props} />;
    if (isQuiet && !hasFailed) return null;
    return <p role="status">{hasFailed ? words.failed : words.loading}</p>;
  };
}
