import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { ui, useUi } from "../../app/ui";
import { IconButton } from "../../design/button";
import { CloseIcon } from "../../design/icons/actions";
import { later } from "../../design/later";
import { Avatar, Failed, Skeleton } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { nameOf } from "../desk/labels";
import { History } from "./history";
import { customerQuery } from "./open_customer";
import "./side_pane.css";
import { VisitSection } from "./visit_section";

const CustomerForm = later(async () => (await import("./customer_form")).CustomerForm);

type Tab = "customer" | "history";

/** The pane at the right: who the customer is and what was before. A drawer up to 1100 px. */
export function SidePane({ contact }: { contact: Contact }) {
  const { t } = useT();
  const [tab, setTab] = useState<Tab>("customer");
  const isOpen = useUi((state) => state.isSideOpen);
  const detail = useQuery(customerQuery(contact.serviceId, contact.customerId));
  const count = detail.data?.contacts.length;
  useEscape(isOpen);
  return (
    <aside className={isOpen ? "side is-open" : "side"} aria-label={t("customer.word")}>
      <header className="side-head">
        <div className="kind-tabs" role="tablist" aria-label={t("customer.panes")}>
          <SideTab id="customer" tab={tab} onChoose={setTab} label={t("customer.word")} />
          <SideTab
            id="history"
            tab={tab}
            onChoose={setTab}
            label={t("customer.history")}
            count={count}
          />
        </div>
        <IconButton
          icon={CloseIcon}
          label={t("common.close")}
          className="push side-close"
          onPress={() => ui.set({ isSideOpen: false })}
        />
      </header>
      {detail.isError ? <Failed onRetry={() => void detail.refetch()} /> : null}
      {detail.isPending ? <SideSkeleton /> : null}
      {detail.data && tab === "customer" ? (
        <Suspense fallback={<SideSkeleton />}>
          <CustomerForm
            key={detail.data.customer.id}
            contact={contact}
            customer={detail.data.customer}
            head={
              <>
                <Identity contact={contact} memberId={detail.data.customer.memberId} />
                {contact.call && !contact.call.isWeb ? null : <VisitSection contact={contact} />}
              </>
            }
          />
        </Suspense>
      ) : null}
      {detail.data && tab === "history" ? (
        <History contacts={detail.data.contacts} currentId={contact.id} />
      ) : null}
    </aside>
  );
}

interface SideTabProps {
  id: Tab;
  tab: Tab;
  label: string;
  count?: number | undefined;
  onChoose: (tab: Tab) => void;
}

function SideTab({ id, tab, label, count, onChoose }: SideTabProps) {
  return (
    <button type="button" role="tab" aria-selected={id === tab} onClick={() => onChoose(id)}>
      {label}
      {count === undefined ? null : <span className="box-count"> {count}</span>}
    </button>
  );
}

function useEscape(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) ui.set({ isSideOpen: false });
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [isOpen]);
}

function Identity({ contact, memberId }: { contact: Contact; memberId: string }) {
  const { t } = useT();
  const name = nameOf(contact, t);
  return (
    <div className="identity">
      <Avatar name={name} id={contact.customerId} size={48} isUnknown={!contact.customerName} />
      <div className="identity-text">
        <h2 className="ellipsis">{name}</h2>
        <p className="meta">
          {contact.isRegistered
            ? memberId
              ? t("customer.memberNumber", { number: memberId })
              : t("customer.registered")
            : t("customer.unregistered")}
        </p>
      </div>
    </div>
  );
}

function SideSkeleton() {
  return (
    <div className="side-section" aria-busy="true">
      <Skeleton width={48} height={48} />
      <Skeleton width="60%" height={18} />
      <Skeleton width="100%" height={32} />
      <Skeleton width="100%" height={32} />
    </div>
  );
}
