/** The words of a part that is fetched: by themselves, because pages without a tensor say them too. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    loading: 'Loading …',
    failed: 'This part could not be loaded: open it again, or load the page anew.',
  },
  {
    loading: '正在加载……',
    failed: '这一部分无法加载：请重新打开它，或刷新页面。',
  },
);
