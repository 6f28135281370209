import { describe, expect, it } from 'vitest';
import { Pace } from './pace.ts';

describe('Pace', () => {
  it('knows nothing before the first update', () => {
    const pace = new Pace();
    expect(pace.imagesPerSecond).toBe(0);
    expect(pace.secondsLeft(1000, 1)).toBeUndefined();
  });

  it('divides images by the time of their updates alone', () => {
    const pace = new Pace();
    pace.addUpdate(128, 100);
    pace.setTest(5000);
    pace.addUpdate(128, 156);
    expect(pace.imagesPerSecond).toBe(1000);
  });

  it('forgets what is older than two seconds of work', () => {
    const pace = new Pace();
    pace.addUpdate(1, 1000);
    for (let second = 0; second < 4; second++) pace.addUpdate(100, 500);
    expect(pace.imagesPerSecond).toBe(200);
  });

  it('counts the tests to come at the length of the last one', () => {
    const pace = new Pace();
    pace.addUpdate(100, 1000);
    pace.setTest(500);
    expect(pace.secondsLeft(300, 2)).toBe(4);
  });

  it('survives updates too short for the clock', () => {
    const pace = new Pace();
    pace.addUpdate(100, 0);
    expect(pace.imagesPerSecond).toBe(0);
    expect(pace.secondsLeft(100, 0)).toBeUndefined();
  });
});
