// Waiting for what other processes do: bounded, and with a sentence that says what did not come.

/** Longest wait for a single thing; generous, because a busy machine must not make a test fail. */
export const kPatience = 20_000;

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Resolves with the first truthy value of `question`, asked again and again. */
export async function eventually(what, question, patience = kPatience) {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await sleep(25);
  }
}

/** Something that changes now and then; whoever waits for a state of it is asked at each change. */
export class Changing {
  #waiting = new Set();

  changed() {
    for (const ask of [...this.#waiting]) ask();
  }

  /** Resolves with the first truthy value of `question(this)`. */
  until(what, question, patience = kPatience) {
    return new Promise((done, fail) => {
      const give = (end, value) => {
        clearTimeout(timer);
        this.#waiting.delete(ask);
        end(value);
      };
      const ask = () => {
        try {
          const answer = question(this);
          if (answer) give(done, answer);
        } catch (error) {
          give(fail, error);
        }
      };
      const timer = setTimeout(
        () => give(fail, new Error(`waited in vain: ${what}${this.describe()}`)),
        patience,
      );
      this.#waiting.add(ask);
      ask();
    });
  }

  /** Ends up in the message of a wait that failed. */
  describe() {
    return '';
  }
}
