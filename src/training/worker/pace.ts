/**
 * How fast a run goes and how long it will take, from durations that its driver measures. Only time spent on updates
 * counts towards images per second: pauses and tests do not make the network slower.
 */
interface Stretch {
  readonly images: number;
  readonly milliseconds: number;
}

/** The rate shown is the mean over this much recent work: long enough to read, short enough to notice a change. */
const windowMilliseconds = 2000;

export class Pace {
  #recent: Stretch[] = [];
  #testMilliseconds = 0;

  /** Adds one update's images and duration. */
  addUpdate(images: number, milliseconds: number): void {
    this.#recent.push({ images, milliseconds });
    let kept = 0;
    let start = this.#recent.length;
    while (start > 0 && kept < windowMilliseconds) kept += this.#recent[--start].milliseconds;
    this.#recent.splice(0, start);
  }

  /** Remembers how long the last whole test took. */
  setTest(milliseconds: number): void {
    this.#testMilliseconds = milliseconds;
  }

  /** Mean over the last two seconds of updates; 0 before there are any. */
  get imagesPerSecond(): number {
    let images = 0;
    let milliseconds = 0;
    for (const stretch of this.#recent) {
      images += stretch.images;
      milliseconds += stretch.milliseconds;
    }
    return milliseconds > 0 ? (images / milliseconds) * 1000 : 0;
  }

  /** Estimates the seconds until `images` more are trained and `tests` more are made; undefined before any update. */
  secondsLeft(images: number, tests: number): number | undefined {
    const rate = this.imagesPerSecond;
    if (rate === 0) return undefined;
    return images / rate + (tests * this.#testMilliseconds) / 1000;
  }
}
