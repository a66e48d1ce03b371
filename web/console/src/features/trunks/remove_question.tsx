import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { FieldError } from "../../design/field";
import { useT } from "../../i18n/i18n";

interface Props {
  title: string;
  text: string;
  problem: string | null;
  isRunning: boolean;
  onRemove: () => void;
  onClose: () => void;
}

export function RemoveQuestion({ title, text, problem, isRunning, onRemove, onClose }: Props) {
  const { t } = useT();
  return (
    <Dialog role="alertdialog" title={title} isOpen onClose={onClose}>
      <p className="dialog-text prose">{text}</p>
      {problem === null ? null : <FieldError>{problem}</FieldError>}
      <div className="dialog-foot">
        <Button autoFocus onPress={onClose}>
          {t("common.cancel")}
        </Button>
        <Button kind="danger" isDisabled={isRunning} onPress={onRemove}>
          {t("trunks.remove")}
        </Button>
      </div>
    </Dialog>
  );
}
