import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { api, queries, workReasonsQuery } from "../../app/api";
import { useSettingsForm } from "../../app/settings_form";
import { LoadingPage, PageHead, SaveBar } from "../../app/settings_page";
import { Button, IconButton } from "../../design/button";
import { Text } from "../../design/field";
import { ChevronDownIcon, ChevronUpIcon, PlusIcon, TrashIcon } from "../../design/icons/actions";
import { announce } from "../../design/toast";
import { kLanguages, useT } from "../../i18n/i18n";

type Reason = Schemas["WorkReasonInput"];
type SavedReason = Schemas["WorkReason"];

const kMost = 30;

/** 人 > 業務の理由: what operators choose from when they go to 業務 [S1]. */
export function WorkReasonsPage() {
  const { t } = useT();
  const reasons = useQuery(workReasonsQuery);
  if (!reasons.data) {
    return (
      <LoadingPage
        title={t("admin.workReasons")}
        about={t("workReasons.about")}
        hasFailed={reasons.isError}
        onRetry={() => void reasons.refetch()}
      />
    );
  }
  return <ReasonsForm saved={reasons.data} />;
}

function moved(reasons: Reason[], from: number, to: number): Reason[] {
  const next = [...reasons];
  const [reason] = next.splice(from, 1);
  if (reason) next.splice(to, 0, reason);
  return next;
}

function ReasonsForm({ saved }: { saved: SavedReason[] }) {
  const { t } = useT();
  const form = useSettingsForm<{ reasons: Reason[] }>(
    "work-reasons",
    { reasons: saved },
    async ({ reasons }) => {
      const body = { workReasons: reasons };
      const { workReasons } = await unwrap(api.PUT("/api/v1/work-reasons", { body }));
      queries.setQueryData(workReasonsQuery.queryKey, workReasons);
      announce(t("form.saved"));
      return { reasons: workReasons };
    },
  );
  const { reasons } = form.value;
  const set = (next: Reason[]) => form.replace({ reasons: next });
  const nameless = reasons.filter((reason) => reason.name.ja.trim() === "").length;
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.workReasons")} about={t("workReasons.about")}>
        <SaveBar form={form} errors={nameless} />
      </PageHead>
      <div className="page-scroll is-padded form-stack">
        {reasons.length === 0 ? <p className="field-hint">{t("workReasons.none")}</p> : null}
        {reasons.map((reason, index) => (
          <ReasonRow
            key={reason.id ?? `new-${index}`}
            reason={reason}
            position={index + 1}
            isFirst={index === 0}
            isLast={index === reasons.length - 1}
            onChange={(next) => set(reasons.map((known, at) => (at === index ? next : known)))}
            onMove={(by) => set(moved(reasons, index, index + by))}
            onRemove={() => set(reasons.filter((_, at) => at !== index))}
          />
        ))}
        <div>
          <Button
            isDisabled={reasons.length >= kMost}
            onPress={() => set([...reasons, { name: { ja: "", en: "", ko: "" } }])}
          >
            <PlusIcon size={18} />
            {t("workReasons.add")}
          </Button>
        </div>
      </div>
    </main>
  );
}

interface RowProps {
  reason: Reason;
  position: number;
  isFirst: boolean;
  isLast: boolean;
  onChange: (reason: Reason) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

function ReasonRow(props: RowProps) {
  const { reason, position, isFirst, isLast, onChange, onMove, onRemove } = props;
  const { t } = useT();
  return (
    <div className="reason-row" role="group" aria-label={t("workReasons.row", { n: position })}>
      {kLanguages.map(({ id, name }) => (
        <Text
          key={id}
          name={`reason-${position}-${id}`}
          label={name}
          lang={id}
          maxLength={1000}
          isRequired={id === "ja"}
          value={reason.name[id]}
          onChange={(text) => onChange({ ...reason, name: { ...reason.name, [id]: text } })}
          error={id === "ja" && reason.name.ja.trim() === "" ? t("form.required") : undefined}
        />
      ))}
      <span className="reason-tools">
        <IconButton
          icon={ChevronUpIcon}
          label={t("workReasons.up")}
          isDisabled={isFirst}
          onPress={() => onMove(-1)}
        />
        <IconButton
          icon={ChevronDownIcon}
          label={t("workReasons.down")}
          isDisabled={isLast}
          onPress={() => onMove(1)}
        />
        <IconButton icon={TrashIcon} label={t("workReasons.remove")} onPress={onRemove} />
      </span>
    </div>
  );
}
