import { useNavigate } from "@tanstack/react-router";
import { sayProblem } from "../../app/problems";
import { Avatar, Empty, Failed } from "../../design/parts";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import type { Box } from "../../live/frames";
import { openCustomer } from "../customers/open_customer";
import { usePreferences } from "../me/preferences";
import { ContactRow } from "./contact_row";
import { useSearch } from "./search";

interface Props {
  query: string;
  box: Box;
  contactId: string | null;
}

export function SearchResults({ query, box, contactId }: Props) {
  const { t } = useT();
  const navigate = useNavigate();
  const { preferences } = usePreferences();
  const found = useSearch(query);
  const openContact = (id: string) =>
    void navigate({ to: "/inbox/$box/$contactId", params: { box, contactId: id } });
  if (found.isError) return <Failed onRetry={() => void found.refetch()} />;
  if (!found.data) return <div className="rows" aria-busy="true" />;
  const { customers, contacts } = found.data;
  if (customers.length + contacts.length === 0) {
    return (
      <div className="rows">
        <Empty>{t("search.nothing", { query })}</Empty>
      </div>
    );
  }
  return (
    <div className={found.isPlaceholderData ? "rows is-old" : "rows"}>
      {contacts.length > 0 ? (
        <section>
          <h2 className="results-heading">{t("search.contacts", { n: contacts.length })}</h2>
          {contacts.map((contact) => (
            <ContactRow
              key={contact.id}
              contact={contact}
              box={box}
              isSelected={contact.id === contactId}
              isCompact={preferences.compactList}
              onOpen={openContact}
            />
          ))}
        </section>
      ) : null}
      {customers.length > 0 ? (
        <section>
          <h2 className="results-heading">{t("search.customers", { n: customers.length })}</h2>
          {customers.map(({ serviceId, customer }) => (
            <button
              key={customer.id}
              type="button"
              className="result-row"
              onClick={() =>
                openCustomer(serviceId, customer.id, openContact, (error) =>
                  announce(sayProblem(t, error)),
                )
              }
            >
              <Avatar name={customer.name} id={customer.id} size={32} />
              <span className="row-name ellipsis">{customer.name}</span>
              <span className="row-text ellipsis">{customer.email || customer.phone}</span>
            </button>
          ))}
        </section>
      ) : null}
    </div>
  );
}
