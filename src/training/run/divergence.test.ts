import { describe, expect, it } from 'vitest';
import { divergenceMessages, explainDivergence, isDead } from './divergence.ts';
import { message } from '#words/messages.ts';
import { trainingMessages, type Message } from './messages.ts';
import { recipes } from './recipes.ts';

const sentence = (said: Message) => message(trainingMessages, said.code, said);

const article = { recipe: recipes.article, classes: 10 };

describe('explainDivergence(update, loss, memory, run)', () => {
  it('blames the first weights where the first loss is far above ln K', () => {
    const memory = { first: 269.2, last: { update: 3, loss: 5472 } };
    const { reasons } = explainDivergence(4, NaN, memory, article);
    expect(reasons.map(({ code }) => code)).toEqual(['firstLossHigh', 'lossGrew']);
  });

  it('does not blame first weights as He draws them', () => {
    const memory = { first: 3.15, last: { update: 3, loss: 2.4 } };
    const { reasons } = explainDivergence(4, NaN, memory, article);
    expect(reasons).toEqual([{ code: 'suddenly' }]);
  });

  it('blames a raised learning rate', () => {
    const run = { recipe: { ...recipes.article, learningRate: 1 }, classes: 10 };
    const memory = { first: 2.4, last: { update: 1, loss: 2.4 } };
    expect(explainDivergence(2, Infinity, memory, run).reasons).toEqual([
      { code: 'rateRaised', rate: 1, usual: 0.01 },
    ]);
  });
});

describe('divergenceMessages(divergence)', () => {
  it('reads as an explanation', () => {
    const memory = { first: 269.2, last: { update: 3, loss: 7.2e35 } };
    const told = divergenceMessages(explainDivergence(4, NaN, memory, article));
    expect(told.map(sentence)).toMatchInlineSnapshot(`
      [
        "The run broke at update 4: the loss is NaN, and nothing can be learnt from that.",
        "The last usable loss was 7.2·10³⁵, at update 3.",
        "It began at a loss of 269, where a network that knows nothing begins near ln K = 2.3: the first weights are too large, and every layer multiplies by them. Draw them smaller (He, Xavier), or take a much smaller learning rate.",
        "The loss had grown from 269 to 7.2·10³⁵: each update made the next gradient larger. A smaller learning rate stops that.",
      ]
    `);
  });
});

describe('isDead(result, classes)', () => {
  it('tells a network that answers ln K and guesses', () => {
    expect(isDead({ loss: 2.303, accuracy: 0.098 }, 10)).toBe(true);
    expect(isDead({ loss: 2.301, accuracy: 0.114 }, 10)).toBe(true);
  });

  it('does not take one for dead that has begun to learn, or that guesses badly', () => {
    expect(isDead({ loss: 2.29, accuracy: 0.3 }, 10)).toBe(false);
    expect(isDead({ loss: 14, accuracy: 0.1 }, 10)).toBe(false);
  });
});
