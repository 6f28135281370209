import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createPredict, isClose, type Store } from './predict.ts';

function makeStore(text: string | null = null) {
  const kept = { text };
  const store: Store = {
    getItem: () => kept.text,
    setItem: (_, value) => {
      kept.text = value;
    },
  };
  return { kept, store };
}

const key = 'predictions';

const at = (id: string, truth: number) => ({ id, truth });

test('the number is hidden until there is a guess, and hidden again at the next step', () => {
  const place = signal(at('a', 2));
  const predict = createPredict(place, key, () => makeStore().store);
  expect(predict.isHidden.value).toBe(false);
  predict.isOn.value = true;
  expect(predict.isHidden.value).toBe(true);
  expect(predict.guess('2.05')).toBe(true);
  expect(predict.isHidden.value).toBe(false);
  expect(predict.answer.value).toEqual({ guess: 2.05, truth: 2, isRight: true });
  place.value = at('b', -1);
  expect(predict.isHidden.value).toBe(true);
  expect(predict.answer.value).toBeUndefined();
});

test('a wrong guess counts as tried; looking without a guess counts neither way', () => {
  const place = signal(at('a', 2));
  const { kept, store } = makeStore();
  const predict = createPredict(place, key, () => store);
  predict.guess('3');
  place.value = at('b', 1);
  predict.reveal();
  expect(predict.score.value).toEqual({ right: 0, tried: 1 });
  expect(JSON.parse(kept.text ?? '')).toEqual({ right: 0, tried: 1 });
});

test('guess(text) takes no text that is no number', () => {
  const predict = createPredict(signal(at('a', 2)), key, () => undefined);
  expect(predict.guess('two')).toBe(false);
  expect(predict.score.value.tried).toBe(0);
});

test('restore() reads a kept score, and nothing else that may lie there', () => {
  const restored = (text: string | null) => {
    const predict = createPredict(signal(at('a', 2)), key, () => makeStore(text).store);
    predict.restore();
    return predict.score.value;
  };
  expect(restored('{"right":3,"tried":5}')).toEqual({ right: 3, tried: 5 });
  for (const odd of [null, '', '{', '7', '{"right":9,"tried":1}', '{"right":-1,"tried":1}'])
    expect(restored(odd)).toEqual({ right: 0, tried: 0 });
});

test('a browser that forbids its storage does not stop the reader', () => {
  const predict = createPredict(signal(at('a', 2)), key, () => {
    throw new DOMException('denied', 'SecurityError');
  });
  predict.restore();
  predict.guess('2');
  expect(predict.score.value).toEqual({ right: 1, tried: 1 });
});

test('isClose(guess, truth) allows 5 % or half of the last digit shown', () => {
  expect(isClose(1.05, 1)).toBe(true);
  expect(isClose(1.06, 1)).toBe(false);
  expect(isClose(0.004, 0)).toBe(true);
  expect(isClose(-1, 1)).toBe(false);
});
