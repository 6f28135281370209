import { describe, expect, it } from 'vitest';
import { divergenceMessages, explainDivergence, remarkOn } from './divergence.ts';
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
        "It began at a loss of 269, where a network that knows nothing begins near ln K ≈ 2.3: the first weights are too large, and every layer multiplies by them. Draw them smaller (He, Xavier), or take a much smaller learning rate.",
        "The loss had grown from 269 to 7.2·10³⁵: each update made the next gradient larger. A smaller learning rate stops that.",
      ]
    `);
  });
});

describe('remarkOn(test, classes)', () => {
  const test = { update: 469, epoch: 1, loss: 2.33, accuracy: 0.098, oneAnswer: false };

  it('calls a network dead that gives all images one answer, whatever its loss', () => {
    for (const loss of [2.303, 14])
      expect(remarkOn({ ...test, loss, oneAnswer: true }, 10)?.code).toBe('dead');
  });

  it('has nothing to say of one that begins slowly: near ln K, and no better than guessing', () => {
    expect(remarkOn(test, 10)).toBeUndefined();
  });

  it('says of one without an update that it is untrained, even if all its weights are 0', () => {
    for (const oneAnswer of [false, true])
      expect(remarkOn({ ...test, update: 0, epoch: 0, oneAnswer }, 10)?.code).toBe('untrained');
  });

  it('writes no rounded number as equal to another', () => {
    const untrained = remarkOn({ ...test, update: 0 }, 10)!;
    const dead = remarkOn({ ...test, oneAnswer: true }, 10)!;
    expect([untrained, dead].map(sentence)).toMatchInlineSnapshot(`
      [
        "Before any training a test (loss 2.33, accuracy 0.098) tells of the first weights alone. A network that gives each of the 10 classes the same probability has a loss of ln 10 ≈ 2.3.",
        "All test images get the same answer, to the last bit (loss 2.33, accuracy 0.098): what they differ in no longer reaches the end of the network. So it is when some layer gives every image the same numbers: ReLUs that are all 0, other activations at a limit of their range, weights that are all 0. Little or no gradient passes such a layer. Smaller first weights or a smaller learning rate make it less likely.",
      ]
    `);
  });

  it('names no one activation as the cause: a test of the answers does not see it', () => {
    const dead = remarkOn({ ...test, oneAnswer: true }, 10)!;
    expect(sentence(dead)).toContain('other activations');
    const inChinese = message(trainingMessages, dead.code, dead, 'zh-cn');
    expect(inChinese).toContain('其他激活函数');
  });
});
