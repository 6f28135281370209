/** Whether the window is a phone's: what is written must then be shorter, which a style sheet cannot do. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

/** As in the style sheets of the views. */
const narrow = '(max-width: 50rem)';

/** False on the server and at first in the page, so that both draw the same. */
export function useIsNarrow(): boolean {
  const isNarrow = useSignal(false);
  // Before the page is painted again: nobody sees the longer one first.
  useLayoutEffect(() => {
    const query = matchMedia(narrow);
    const onChange = (): void => {
      isNarrow.value = query.matches;
    };
    onChange();
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, []);
  return isNarrow.value;
}
