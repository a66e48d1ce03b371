import { Chip, Empty } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { Trunk } from "./queries";
import { kLooks, lookOf, reasonOf } from "./trunk_words";

interface Props {
  trunks: Trunk[];
  onOpen: (trunk: Trunk) => void;
}

export function TrunkTable({ trunks, onOpen }: Props) {
  const { t } = useT();
  if (trunks.length === 0) return <Empty>{t("trunks.empty")}</Empty>;
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("trunks.name")}</th>
            <th scope="col">{t("trunks.state")}</th>
            <th scope="col" className="wide-cell">
              {t("trunks.addresses")}
            </th>
            <th scope="col" className="number wide-cell">
              {t("trunks.calls")}
            </th>
            <th scope="col" className="wide-cell">
              {t("trunks.lastCall")}
            </th>
          </tr>
        </thead>
        <tbody>
          {trunks.map((trunk) => (
            <TrunkRow key={trunk.id ?? trunk.name} trunk={trunk} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TrunkRow({ trunk, onOpen }: { trunk: Trunk; onOpen: (trunk: Trunk) => void }) {
  const { t, times } = useT();
  const lastCall = trunk.state?.lastCallAt;
  return (
    <tr>
      <td>
        {trunk.isFixed ? (
          <span className="two-lines">
            <b>{trunk.name}</b>
            <span>
              <Chip>{t("trunks.fixed")}</Chip>
            </span>
          </span>
        ) : (
          <button type="button" className="table-button" onClick={() => onOpen(trunk)}>
            <b>{trunk.name}</b>
          </button>
        )}
      </td>
      <td>
        <Health trunk={trunk} />
      </td>
      <td className="wide-cell">
        <span className="two-lines">
          {trunk.addresses.map((address) => (
            <span key={address}>{address}</span>
          ))}
          <span className="meta">
            {[
              `${trunk.transport.toUpperCase()} ${trunk.port}`,
              trunk.registers ? t("trunks.registersShort") : "",
            ]
              .filter(Boolean)
              .join("・")}
          </span>
        </span>
      </td>
      <td className="number wide-cell">{trunk.state?.calls ?? "―"}</td>
      <td className="wide-cell nowrap">{lastCall ? times.moment(lastCall, Date.now()) : "―"}</td>
    </tr>
  );
}

/** The dot with its word, since when, and, while it is down, why and what to do. */
function Health({ trunk }: { trunk: Trunk }) {
  const { t, times } = useT();
  const look = lookOf(trunk);
  const reason = reasonOf(trunk.state);
  const since = trunk.state?.since;
  return (
    <div className="trunk-health">
      <span className={`trunk-state is-${look}`}>
        <span className="trunk-dot" aria-hidden="true" />
        {t(kLooks[look])}
        {since ? (
          <span className="meta">{t("trunks.since", { at: times.moment(since, Date.now()) })}</span>
        ) : null}
      </span>
      {reason ? (
        <>
          <span className="trunk-reason">
            {t(reason.what, { status: trunk.state?.status ?? 0 })}
          </span>
          <span className="meta prose">{t(reason.advice)}</span>
        </>
      ) : null}
    </div>
  );
}
