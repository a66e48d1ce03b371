import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useAdminService } from "../../app/admin_service";
import { queries } from "../../app/api";
import { codeOf } from "../../app/problems";
import { useSettingsForm } from "../../app/settings_form";
import { LoadingPage, PageHead, SaveBar } from "../../app/settings_page";
import { Button } from "../../design/button";
import { WarnIcon } from "../../design/icons/states";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { type MessageTemplates, messageTemplatesQuery, replaceTemplates } from "./queries";
import { TemplateEditor } from "./template_editor";
import { TemplateList } from "./template_list";
import "./templates_page.css";
import {
  isNew,
  moved,
  newId,
  onLatest,
  ordered,
  type TemplateRow,
  type TemplatesValue,
  wrongIn,
} from "./template_rules";

function formValueOf({ version, messageTemplates }: MessageTemplates): TemplatesValue {
  return { version, templates: messageTemplates };
}

/** 基本設定 > テンプレート: texts to insert into replies and notes [M2]. */
export function TemplatesPage() {
  const { t } = useT();
  const service = useAdminService();
  const templates = useQuery({
    ...messageTemplatesQuery(service?.id ?? ""),
    enabled: service !== null,
    // While one edits, what is stored changes by the answers to one's own saving only.
    refetchOnReconnect: false,
  });
  if (!service || !templates.data || !templates.isFetchedAfterMount) {
    return (
      <LoadingPage
        title={t("admin.messageTemplates")}
        about={t("messageTemplates.about")}
        hasFailed={templates.isError}
        onRetry={() => void templates.refetch()}
      />
    );
  }
  return (
    <TemplatesForm key={service.id} serviceId={service.id} saved={formValueOf(templates.data)} />
  );
}

function useTemplatesForm(
  serviceId: string,
  saved: TemplatesValue,
  onStored: (before: TemplateRow[], after: TemplateRow[]) => void,
) {
  const { t } = useT();
  /** The names of those that another admin changed, too; null: nobody was faster. */
  const [both, setBoth] = useState<string[] | null>(null);
  /** The same of a kept draft, or of a list that was fetched anew: both are found while the page is drawn. */
  const clashes = useRef<string[]>([]);
  const query = messageTemplatesQuery(serviceId);
  const takeLatest = async (mine: TemplatesValue) => {
    const latest = formValueOf(await queries.fetchQuery(query));
    const { value, both: names } = onLatest(saved, mine, latest);
    form.replace(value);
    setBoth(names);
  };
  const store = async (value: TemplatesValue) => {
    try {
      const rows = ordered(value.templates);
      const stored = await replaceTemplates(serviceId, value.version, rows);
      queries.setQueryData(query.queryKey, stored);
      setBoth(null);
      clashes.current = [];
      onStored(rows, stored.messageTemplates);
      announce(t("form.saved"));
      return formValueOf(stored);
    } catch (error) {
      if (codeOf(error) === "conflict") await takeLatest(value);
      throw error;
    }
  };
  const rebase = (base: TemplatesValue, mine: TemplatesValue, latest: TemplatesValue) => {
    const { value, both: names } = onLatest(base, mine, latest);
    if (names.length > 0) clashes.current = names;
    return value;
  };
  const form = useSettingsForm(`message-templates.${serviceId}`, saved, store, rebase);
  return { form, both: both ?? (clashes.current.length > 0 ? clashes.current : null) };
}

interface Removed {
  row: TemplateRow;
  at: number;
}

function TemplatesForm({ serviceId, saved }: { serviceId: string; saved: TemplatesValue }) {
  const { t } = useT();
  const [chosenId, setChosenId] = useState<string | null>(null);
  /** The one whose name takes the focus: it was made or brought back just now. */
  const [freshId, setFreshId] = useState<string | null>(null);
  const { form, both } = useTemplatesForm(serviceId, saved, (before, after) => {
    const place = before.findIndex(({ id }) => id === chosenId);
    choose(after[place]?.id ?? null);
    setRemoved(null);
  });
  const [removed, setRemoved] = useState<Removed | null>(null);
  const rows = form.value.templates;
  const wrong = wrongIn(rows);
  const wrongFields = [...wrong.values()].reduce((sum, each) => sum + Object.keys(each).length, 0);
  const at = rows.findIndex(({ id }) => id === chosenId);
  const chosen = rows[at];
  // Not while one saves: the answer gives new rows their ids, or has what another admin changed.
  const set = (templates: TemplateRow[]) => {
    if (!form.isSaving) form.replace({ ...form.value, templates });
  };

  const choose = (id: string | null, isFresh = false) => {
    setChosenId(id);
    setFreshId(isFresh ? id : null);
  };
  const add = () => {
    const row = { id: newId(rows), group: chosen?.group ?? "", name: "", text: "" };
    set([...rows, row]);
    choose(row.id, true);
  };
  const remove = (row: TemplateRow) => {
    set(rows.filter(({ id }) => id !== row.id));
    setRemoved({ row, at });
    choose(null);
  };
  const undo = ({ row, at }: Removed) => {
    // Whom another admin removed, too, comes back as a new one.
    const isStored = saved.templates.some(({ id }) => id === row.id);
    const back = isStored || isNew(row.id) ? row : { ...row, id: newId(rows) };
    set([...rows.slice(0, at), back, ...rows.slice(at)]);
    setRemoved(null);
    choose(back.id, true);
  };
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.messageTemplates")} about={t("messageTemplates.about")}>
        <SaveBar form={form} errors={wrongFields} />
      </PageHead>
      {both && form.changes > 0 ? <MergedNotice names={both} /> : null}
      <div className={chosen ? "templates is-editing" : "templates"} aria-busy={form.isSaving}>
        <div className="templates-side">
          <TemplateList
            rows={rows}
            wrong={wrong}
            chosenId={chosenId}
            onChoose={(id) => choose(id)}
            onAdd={add}
          />
          {removed && !rows.some(({ id }) => id === removed.row.id) ? (
            <UndoLine removed={removed} onUndo={undo} />
          ) : null}
        </div>
        {chosen ? (
          <TemplateEditor
            key={chosen.id}
            row={chosen}
            isFresh={chosen.id === freshId}
            rows={rows}
            errors={wrong.get(chosen.id) ?? {}}
            isRefused={(field) => {
              const place = ordered(rows).findIndex(({ id }) => id === chosen.id);
              return form.isRefused(`messageTemplates[${place}].${field}`);
            }}
            onChange={(part) =>
              set(rows.map((row) => (row.id === chosen.id ? { ...row, ...part } : row)))
            }
            onMove={(by) => set(moved(rows, chosen.id, by))}
            onRemove={() => remove(chosen)}
            onBack={() => choose(null)}
          />
        ) : (
          <p className="templates-none">
            {t(rows.length === 0 ? "messageTemplates.first" : "messageTemplates.choose")}
          </p>
        )}
      </div>
    </main>
  );
}

/** Somebody else saved while one was editing: what is on the screen has both changes now. */
function MergedNotice({ names }: { names: readonly string[] }) {
  const { t } = useT();
  return (
    <div className="templates-merged" role="status">
      <WarnIcon size={18} />
      <p className="prose">
        {t("messageTemplates.merged")}
        {names.length > 0 ? ` ${t("messageTemplates.both", { names: names.join(", ") })}` : null}
      </p>
    </div>
  );
}

function UndoLine({ removed, onUndo }: { removed: Removed; onUndo: (removed: Removed) => void }) {
  const { t } = useT();
  const name = removed.row.name.trim() || t("messageTemplates.unnamed");
  return (
    <div className="templates-undo" role="status">
      <span>{t("messageTemplates.removed", { name })}</span>
      <Button kind="quiet" size="compact" autoFocus onPress={() => onUndo(removed)}>
        {t("messageTemplates.undo")}
      </Button>
    </div>
  );
}
