import { Button } from "../../design/button";
import { useT } from "../../i18n/i18n";

interface Props {
  isRunning: boolean;
  onClose: () => void;
  /** Null: it is new, there is nothing to remove. */
  onRemove: (() => void) | null;
}

/** The buttons below the form of a trunk or a number. */
export function DialogFoot({ isRunning, onClose, onRemove }: Props) {
  const { t } = useT();
  return (
    <div className="dialog-foot">
      {onRemove === null ? null : (
        <Button kind="quiet" className="foot-start" onPress={onRemove}>
          {t("trunks.remove")}
        </Button>
      )}
      <Button onPress={onClose}>{t("common.cancel")}</Button>
      <Button kind="primary" type="submit" isDisabled={isRunning}>
        {t("common.save")}
      </Button>
    </div>
  );
}
