/** Jobs one after another. One that fails is reported, and the next begins. */
export class JobQueue {
  readonly #fail: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isWorking = false;

  constructor(fail: (error: unknown) => void) {
    this.#fail = fail;
  }

  /** Whether a job waits for the one that is being done. */
  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  get isIdle(): boolean {
    return !this.#isWorking && !this.isAwaited;
  }

  add(job: () => Promise<void>): void {
    this.#waiting++;
    this.#last = this.#last.then(async () => {
      this.#waiting--;
      this.#isWorking = true;
      try {
        await job();
      } catch (error) {
        this.#fail(error);
      }
      this.#isWorking = false;
    });
  }
}
