// Callers and phones with audio toward one server: what the benches of calls have in common.
import { Callers } from './callers.mjs';
import { kCarrier } from './call_targets.mjs';
import { cpuSeconds } from './machine.mjs';
import { eventually, sleep } from '../../tests/scenario/support/wait.mjs';

/** Whom callers call: a number of the trial. */
export const kNumber = '0312345678';
const kPatience = 120_000;

/** Callers and phones toward one server. */
export class Rig {
  #next = 0;

  static async open({ target, rtp, phones, sipPort }) {
    const callers = await Callers.open(sipPort, kCarrier);
    phones.onAnswered = ({ audio }) => rtp.add(audio);
    phones.onEnded = ({ audio }) => rtp.drop(audio);
    return Object.assign(new Rig(), { target, rtp, phones, callers });
  }

  /** A call with audio; its phone answers by itself. No two callers have one number. */
  call() {
    const call = this.callers.call(`090${String(this.#next++).padStart(8, '0')}`, kNumber, this.rtp.port);
    void call.answered.then(() => call.audio && this.rtp.add(call.audio));
    void call.ended.then(() => call.audio && this.rtp.drop(call.audio));
    return call;
  }

  /** Ends them from the callers' side; resolves when nobody talks any more. */
  async hangUp(calls) {
    for (const call of calls) {
      this.callers.hangUp(call);
      await sleep(2);
    }
    await eventually('the end of all calls', () => this.callers.open === 0 && this.phones.open === 0, kPatience);
  }

  /** The share of a core that the server used meanwhile. */
  async cpuDuring(work) {
    const before = cpuSeconds(this.target.pid);
    const begun = performance.now();
    await work();
    return ((cpuSeconds(this.target.pid) - before) * 1000) / (performance.now() - begun);
  }
}
