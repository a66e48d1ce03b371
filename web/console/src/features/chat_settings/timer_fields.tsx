import { Text } from "../../design/field";
import { useT } from "../../i18n/i18n";
import type { ChatSettings } from "./queries";

interface Props {
  value: ChatSettings;
  onChange: (part: Partial<ChatSettings>) => void;
  errorOf: (field: keyof ChatSettings) => string | undefined;
}

function toNumber(text: string): number {
  const value = Number.parseInt(text.normalize("NFKC"), 10);
  return Number.isFinite(value) ? Math.max(0, Math.min(86_400, value)) : 0;
}

/** Times in seconds, as they are stored; 0 turns the rule off. */
export function TimerFields({ value, onChange, errorOf }: Props) {
  const { t } = useT();
  return (
    <>
      <div className="settings-row">
        <Text
          name="silenceEndSeconds"
          label={t("chatSettings.silenceEnd")}
          hint={t("chatSettings.zeroIsNever")}
          inputMode="numeric"
          value={String(value.silenceEndSeconds)}
          onChange={(text) => onChange({ silenceEndSeconds: toNumber(text) })}
          error={errorOf("silenceEndSeconds")}
        />
        <Text
          name="silenceWarningSeconds"
          label={t("chatSettings.silenceWarning")}
          hint={t("chatSettings.zeroIsNever")}
          inputMode="numeric"
          value={String(value.silenceWarningSeconds)}
          onChange={(text) => onChange({ silenceWarningSeconds: toNumber(text) })}
          error={errorOf("silenceWarningSeconds")}
        />
      </div>
      <Text
        name="openDeadlineSeconds"
        label={t("chatSettings.openDeadline")}
        hint={t("chatSettings.openDeadlineHint")}
        inputMode="numeric"
        value={String(value.openDeadlineSeconds)}
        onChange={(text) => onChange({ openDeadlineSeconds: Math.min(3600, toNumber(text)) })}
        error={errorOf("openDeadlineSeconds")}
      />
    </>
  );
}
