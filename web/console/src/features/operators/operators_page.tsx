import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadingPage, PageHead } from "../../app/settings_page";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { PlusIcon } from "../../design/icons/actions";
import { MailIcon } from "../../design/icons/objects";
import { BanIcon } from "../../design/icons/states";
import { Avatar, Chip } from "../../design/parts";
import { type TextKey, useT } from "../../i18n/i18n";
import { OperatorPanel } from "./operator_panel";
import { type Operator, operatorsQuery, type ServiceRole } from "./queries";

export const kRoles: Record<ServiceRole, TextKey> = {
  serviceAdmin: "role.serviceAdmin",
  supervisor: "role.supervisor",
  operator: "role.operator",
};

/** 人 > オペレーター: who works here, with which rights; a click opens the person at the right. */
export function OperatorsPage() {
  const { t } = useT();
  const operators = useQuery(operatorsQuery);
  const [open, setOpen] = useState<string | "new" | null>(null);
  if (!operators.data) {
    return (
      <LoadingPage
        title={t("admin.operators")}
        about={t("operators.about")}
        hasFailed={operators.isError}
        onRetry={() => void operators.refetch()}
      />
    );
  }
  const chosen = operators.data.find((operator) => operator.id === open) ?? null;
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.operators")} about={t("operators.about")}>
        <span className="page-state">{t("operators.count", { n: operators.data.length })}</span>
        <Button kind="primary" onPress={() => setOpen("new")}>
          <PlusIcon size={18} />
          {t("operators.invite")}
        </Button>
      </PageHead>
      <div className="page-columns">
        <div className="page-scroll">
          <OperatorTable operators={operators.data} openId={open} onOpen={setOpen} />
        </div>
        {open === "new" || chosen ? (
          <OperatorPanel
            key={open}
            operator={open === "new" ? null : chosen}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </div>
    </main>
  );
}

interface TableProps {
  operators: Operator[];
  openId: string | null;
  onOpen: (id: string) => void;
}

function OperatorTable({ operators, openId, onOpen }: TableProps) {
  const { t } = useT();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("operators.name")}</th>
            <th scope="col" className="wide-cell">
              {t("operators.rights")}
            </th>
            <th scope="col" className="wide-cell">
              {t("operators.extension")}
            </th>
            <th scope="col" className="number wide-cell">
              {t("operators.capacity")}
            </th>
            <th scope="col">{t("operators.status")}</th>
          </tr>
        </thead>
        <tbody>
          {operators.map((operator) => (
            <tr key={operator.id} className={operator.id === openId ? "is-on" : ""}>
              <td>
                <button
                  type="button"
                  className="table-button"
                  aria-expanded={operator.id === openId}
                  onClick={() => onOpen(operator.id)}
                >
                  <Avatar name={operator.name} id={operator.id} size={32} />
                  <span className="two-lines">
                    <b>{operator.name}</b>
                    <span className="meta">{operator.email}</span>
                  </span>
                </button>
              </td>
              <td className="wide-cell">
                <Rights operator={operator} />
              </td>
              <td className="wide-cell">{operator.extension ?? "―"}</td>
              <td className="number wide-cell">{operator.chatCapacity}</td>
              <td>
                <Status operator={operator} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rights({ operator }: { operator: Operator }) {
  const { t } = useT();
  const me = useMe();
  const nameOf = (id: string) => me.services.find((service) => service.id === id)?.name ?? "";
  return (
    <span className="two-lines">
      {operator.isOrganizationAdmin ? <span>{t("role.organizationAdmin")}</span> : null}
      {operator.services.map(({ serviceId, role, canChat, canPhone }) => (
        <span key={serviceId} className="meta">
          {[
            nameOf(serviceId),
            t(kRoles[role]),
            canChat ? t("chat.word") : "",
            canPhone ? t("phone.word") : "",
          ]
            .filter(Boolean)
            .join("・")}
        </span>
      ))}
    </span>
  );
}

function Status({ operator }: { operator: Operator }) {
  const { t } = useT();
  if (operator.isDisabled) return <Chip icon={BanIcon}>{t("operators.disabled")}</Chip>;
  if (operator.isInvited) {
    return (
      <Chip tone="warn" icon={MailIcon}>
        {t("operators.invited")}
      </Chip>
    );
  }
  return <Chip tone="ok">{t("operators.active")}</Chip>;
}
