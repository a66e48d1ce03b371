import { unwrap } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAdminService } from "../../app/admin_service";
import { api, queries } from "../../app/api";
import { fieldOf, sayProblem } from "../../app/problems";
import { LoadingPage, PageHead } from "../../app/settings_page";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { Choice } from "../../design/choice";
import { Dialog } from "../../design/dialog";
import { FieldError, Text } from "../../design/field";
import { PlusIcon } from "../../design/icons/actions";
import { Chip, Empty, type Tone } from "../../design/parts";
import { announce } from "../../design/toast";
import { type TextKey, useT } from "../../i18n/i18n";
import { dialled, typed, whyNoNumber } from "../../phone/dial_rules";
import { written } from "../../phone/rules";
import { type CallerNumber, callerNumbersQuery } from "./caller_numbers";

const kPath = "/api/v1/services/{serviceId}/caller-numbers" as const;

const kStates: Readonly<Record<CallerNumber["state"], { text: TextKey; tone: Tone }>> = {
  requested: { text: "callerNumbers.requested", tone: "warn" },
  approved: { text: "callerNumbers.approved", tone: "ok" },
  withdrawn: { text: "callerNumbers.withdrawn", tone: "outline" },
};

/** 基本設定 > 発信者番号: what may be shown to the people who are called [V5]. */
export function CallerNumbersPage() {
  const { t } = useT();
  const serviceId = useAdminService()?.id ?? "";
  const query = useQuery(callerNumbersQuery(serviceId));
  const [isAdding, setAdding] = useState(false);
  if (!query.data) {
    return (
      <LoadingPage
        title={t("admin.callerNumbers")}
        about={t("callerNumbers.about")}
        hasFailed={query.isError}
        onRetry={() => void query.refetch()}
      />
    );
  }
  const { callerNumbers, trunks } = query.data;
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.callerNumbers")} about={t("callerNumbers.about")}>
        <Button kind="primary" isDisabled={trunks.length === 0} onPress={() => setAdding(true)}>
          <PlusIcon size={18} />
          {t("callerNumbers.add")}
        </Button>
      </PageHead>
      <div className="page-scroll">
        {trunks.length === 0 ? <Empty>{t("callerNumbers.noTrunk")}</Empty> : null}
        {callerNumbers.length === 0 ? (
          <Empty>{t("callerNumbers.none")}</Empty>
        ) : (
          <Table serviceId={serviceId} numbers={callerNumbers} />
        )}
      </div>
      {isAdding ? (
        <NewNumber serviceId={serviceId} trunks={trunks} onClose={() => setAdding(false)} />
      ) : null}
    </main>
  );
}

function Table({ serviceId, numbers }: { serviceId: string; numbers: readonly CallerNumber[] }) {
  const { t } = useT();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("dialPad.number")}</th>
            <th scope="col">{t("callerNumbers.label")}</th>
            <th scope="col">{t("callerNumbers.trunk")}</th>
            <th scope="col">{t("callerNumbers.state")}</th>
            <th scope="col">{t("callerNumbers.changed")}</th>
            <th scope="col">
              <span className="visually-hidden">{t("call.tools")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => (
            <Row key={number.id} serviceId={serviceId} number={number} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ serviceId, number }: { serviceId: string; number: CallerNumber }) {
  const { t, times } = useT();
  const look = kStates[number.state];
  const who = number.decidedAt === null ? number.requestedByName : number.decidedByName;
  const when = times.moment(number.decidedAt ?? number.requestedAt, Date.now());
  return (
    <tr>
      <td className="nowrap">
        <b>{written(number.number)}</b>
      </td>
      <td>{number.label}</td>
      <td>{number.trunk}</td>
      <td>
        <Chip tone={look.tone}>{t(look.text)}</Chip>
      </td>
      <td className="meta">{[who || t("callerNumbers.byConfiguration"), when].join("・")}</td>
      <td>
        <RowActions serviceId={serviceId} number={number} />
      </td>
    </tr>
  );
}

function RowActions({ serviceId, number }: { serviceId: string; number: CallerNumber }) {
  const { t } = useT();
  const me = useMe();
  const change = async (request: () => Promise<unknown>) => {
    try {
      await request();
    } catch (error) {
      announce(sayProblem(t, error));
    }
    await queries.invalidateQueries({ queryKey: ["caller-numbers", serviceId] });
  };
  const at = { params: { path: { serviceId, callerNumberId: number.id } } };
  const { label, trunk } = number;
  const again = { params: { path: { serviceId } }, body: { number: number.number, label, trunk } };
  return (
    <span className="row-actions">
      {number.state === "requested" && me.isOrganizationAdmin ? (
        <Button
          size="compact"
          kind="primary"
          onPress={() =>
            void change(() => unwrap(api.POST(`${kPath}/{callerNumberId}/approve`, at)))
          }
        >
          {t("callerNumbers.approve")}
        </Button>
      ) : null}
      {number.state === "withdrawn" ? (
        <Button size="compact" onPress={() => void change(() => unwrap(api.POST(kPath, again)))}>
          {t("callerNumbers.again")}
        </Button>
      ) : (
        <Button
          size="compact"
          onPress={() =>
            void change(() => unwrap(api.POST(`${kPath}/{callerNumberId}/withdraw`, at)))
          }
        >
          {t("callerNumbers.withdraw")}
        </Button>
      )}
    </span>
  );
}

interface NewProps {
  serviceId: string;
  trunks: readonly string[];
  onClose: () => void;
}

function NewNumber({ serviceId, trunks, onClose }: NewProps) {
  const { t } = useT();
  const [number, setNumber] = useState("");
  const [label, setLabel] = useState("");
  const [trunk, setTrunk] = useState(trunks[0] ?? "");
  const [problem, setProblem] = useState<{ field: string | null; text: string } | null>(null);
  const add = async () => {
    const why = whyNoNumber(number);
    if (why) return setProblem({ field: "number", text: t(why) });
    if (label.trim() === "") return setProblem({ field: "label", text: t("form.required") });
    try {
      const body = { number: dialled(number), label, trunk };
      await unwrap(api.POST(kPath, { params: { path: { serviceId } }, body }));
      await queries.invalidateQueries({ queryKey: ["caller-numbers", serviceId] });
      onClose();
    } catch (error) {
      setProblem({ field: fieldOf(error), text: sayProblem(t, error) });
    }
  };
  const errorOf = (field: string) => (problem?.field === field ? problem.text : undefined);
  return (
    <Dialog title={t("callerNumbers.add")} isOpen onClose={onClose}>
      <form
        noValidate
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <Text
          name="number"
          label={t("dialPad.number")}
          type="tel"
          autoFocus
          isRequired
          value={number}
          onChange={(next) => setNumber(typed(next))}
          error={errorOf("number")}
        />
        <Text
          name="label"
          label={t("callerNumbers.label")}
          isRequired
          maxLength={100}
          value={label}
          onChange={setLabel}
          error={errorOf("label")}
        />
        <Choice
          label={t("callerNumbers.trunk")}
          value={trunk}
          options={trunks.map((name) => ({ id: name, label: name }))}
          onChange={setTrunk}
        />
        {problem && problem.field !== "number" && problem.field !== "label" ? (
          <FieldError>{problem.text}</FieldError>
        ) : null}
        <div className="dialog-foot">
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" kind="primary">
            {t("callerNumbers.add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
