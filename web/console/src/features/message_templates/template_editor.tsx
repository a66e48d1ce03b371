import { IconButton } from "../../design/button";
import { Text } from "../../design/field";
import { BackIcon, ChevronDownIcon, ChevronUpIcon, TrashIcon } from "../../design/icons/actions";
import { type TextKey, useT } from "../../i18n/i18n";
import {
  groupsOf,
  kLongestGroup,
  kLongestName,
  kLongestText,
  type TemplateErrors,
  type TemplateRow,
  whatMoves,
} from "./template_rules";

interface Props {
  row: TemplateRow;
  /** Its name takes the focus. */
  isFresh: boolean;
  rows: readonly TemplateRow[];
  errors: TemplateErrors;
  isRefused: (field: "group" | "name" | "text") => boolean;
  onChange: (part: Partial<TemplateRow>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onBack: () => void;
}

/** One template: its group, name and text, its place and its end. */
export function TemplateEditor(props: Props) {
  const { row, isFresh, rows, errors, isRefused, onChange, onMove, onRemove, onBack } = props;
  const { t } = useT();
  const name = row.name.trim() || t("messageTemplates.unnamed");
  const sayWrong = (field: "group" | "name" | "text") => {
    const key = errors[field] ?? (isRefused(field) ? "form.refused" : undefined);
    return key ? t(key) : undefined;
  };
  const groups = groupsOf(rows).flatMap((group) => (group.name === "" ? [] : [group.name]));
  return (
    <section className="template-editor" aria-label={name}>
      <div className="template-editor-head">
        <IconButton
          icon={BackIcon}
          label={t("messageTemplates.back")}
          className="templates-back"
          onPress={onBack}
        />
        <h2 className="ellipsis">{name}</h2>
        <MoveButton {...{ row, rows, onMove }} by={-1} />
        <MoveButton {...{ row, rows, onMove }} by={1} />
        <IconButton icon={TrashIcon} label={t("messageTemplates.remove")} onPress={onRemove} />
      </div>
      <Text
        name="template-name"
        label={t("messageTemplates.name")}
        isRequired
        autoFocus={isFresh}
        maxLength={kLongestName}
        value={row.name}
        onChange={(next) => onChange({ name: next })}
        error={sayWrong("name")}
      />
      <Text
        name="template-group"
        label={t("messageTemplates.group")}
        hint={t("messageTemplates.groupHint")}
        suggestions={groups}
        maxLength={kLongestGroup}
        value={row.group}
        onChange={(next) => onChange({ group: next })}
        error={sayWrong("group")}
      />
      <Text
        name="template-text"
        label={t("messageTemplates.text")}
        isRequired
        rows={10}
        hint={t("messageTemplates.textHint", {
          n: Array.from(row.text.trim()).length,
          most: kLongestText,
        })}
        value={row.text}
        onChange={(next) => onChange({ text: next })}
        error={sayWrong("text")}
      />
    </section>
  );
}

const kMoves: Record<string, TextKey> = {
  "template-1": "messageTemplates.up",
  template1: "messageTemplates.down",
  "group-1": "messageTemplates.groupUp",
  group1: "messageTemplates.groupDown",
};

function MoveButton({
  row,
  rows,
  by,
  onMove,
}: Pick<Props, "row" | "rows" | "onMove"> & { by: 1 | -1 }) {
  const { t } = useT();
  const what = whatMoves(rows, row.id, by);
  return (
    <IconButton
      icon={by < 0 ? ChevronUpIcon : ChevronDownIcon}
      label={t(kMoves[`${what ?? "template"}${by}`] ?? "messageTemplates.up")}
      isDisabled={what === null}
      onPress={() => onMove(by)}
    />
  );
}
