import { describe, expect, it } from 'vitest';
import {
  accuracyText,
  count,
  durationText,
  factor,
  lossText,
  lossTick,
  percent,
  rateText,
} from './quantities.ts';

describe('quantities', () => {
  it('write accuracies as shares with four digits', () => {
    expect(accuracyText(undefined)).toBe('–');
    expect(accuracyText(0.97344)).toBe('0.9734');
    expect(accuracyText(1)).toBe('1.0000');
  });

  it('write losses of every size', () => {
    expect([undefined, 0.01234, 67.31, 269.24, 7.2e35].map(lossText)).toEqual([
      '–',
      '0.0123',
      '67.3100',
      '269.2',
      '7.2·10³⁵',
    ]);
  });

  it('write a loss beside an axis in few letters, whatever its size', () => {
    expect([0.02, 2, 1e6, 1e20].map(lossTick)).toEqual(['0.02', '2', '1.0·10⁶', '1.0·10²⁰']);
  });

  it('write rates whole and durations in two units', () => {
    expect([0, 26_054.3].map(rateText)).toEqual(['–', '26054']);
    expect([0.2, 59.5, 65, 3600].map(durationText)).toEqual([
      '1 s',
      '1 min 00 s',
      '1 min 05 s',
      '1 h 00 min',
    ]);
  });

  it('write counts with separators, shares in percent, factors with a decimal below ten', () => {
    expect([count(97_344, 'en'), count(97_344.4, 'zh-cn')]).toEqual(['97,344', '97,344']);
    expect([0.975, 0.29, -0.001, NaN].map(percent)).toEqual(['98 %', '29 %', '0 %', '–']);
    expect([3.44, 47.2].map(factor)).toEqual(['3.4', '47']);
  });
});
