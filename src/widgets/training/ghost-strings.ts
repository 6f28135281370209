/** What is said of the measured run. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  {
    loss: (recipe: string, data: string, epochs: number) =>
      `A measured run: ${recipe} on ${data}, ${epochs} epochs. Yours takes its place.`,
    accuracy: (accuracy: string, processor: string, date: string) =>
      `It ended at ${accuracy} (${processor}, ${date}).`,
  },
  {
    loss: (recipe, data, epochs) =>
      `一次实测的训练：${recipe}，${data}，${epochs} 轮。您的训练会取代它。`,
    accuracy: (accuracy, processor, date) => `它最终达到 ${accuracy}（${processor}，${date}）。`,
  },
);
