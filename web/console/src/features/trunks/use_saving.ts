import { useState } from "react";
import { announce } from "../../design/toast";

export interface Saving {
  problem: unknown;
  isRunning: boolean;
  /** Runs it; then says the word and closes, or keeps what went wrong. */
  run: (work: () => Promise<void>, word: string) => Promise<void>;
}

export function useSaving(onClose: () => void): Saving {
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const run = async (work: () => Promise<void>, word: string) => {
    setRunning(true);
    setProblem(null);
    try {
      await work();
      announce(word);
      onClose();
    } catch (error) {
      setProblem(error);
      setRunning(false);
    }
  };
  return { problem, isRunning, run };
}
