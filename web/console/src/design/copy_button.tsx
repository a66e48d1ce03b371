import { useEffect, useState } from "react";
import { useT } from "../i18n/i18n";
import { Button } from "./button";
import { CopyIcon } from "./icons/actions";
import { CheckIcon } from "./icons/states";

/** Copies a text and says so on itself; where the browser forbids it, the text can be selected. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useT();
  const [outcome, setOutcome] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 3000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
    } catch {
      setOutcome("refused");
    }
  };
  const word = { idle: label, copied: t("copy.done"), refused: t("copy.refused") }[outcome];
  return (
    <Button onPress={() => void copy()}>
      {outcome === "copied" ? <CheckIcon size={18} /> : <CopyIcon size={18} />}
      <span role="status">{word}</span>
    </Button>
  );
}
