import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LoadingPage, PageHead } from "../../app/settings_page";
import { Button } from "../../design/button";
import { PlusIcon } from "../../design/icons/actions";
import { useT } from "../../i18n/i18n";
import { NumberDialog } from "./number_dialog";
import { NumberTable } from "./number_table";
import { numbersQuery, type PhoneNumber, type Trunk, trunksQuery } from "./queries";
import { TrunkDialog } from "./trunk_dialog";
import { TrunkTable } from "./trunk_table";
import "./trunks.css";

/** 組織 > 電話回線: where calls come from and how these lines stand; which number leads where [V2]. */
export function TrunksPage() {
  const { t } = useT();
  const trunks = useQuery(trunksQuery);
  const numbers = useQuery(numbersQuery);
  const [trunk, setTrunk] = useState<Trunk | "new" | null>(null);
  const [number, setNumber] = useState<PhoneNumber | "new" | null>(null);
  if (!trunks.data || !numbers.data) {
    return (
      <LoadingPage
        title={t("admin.trunks")}
        about={t("trunks.about")}
        hasFailed={trunks.isError || numbers.isError}
        onRetry={() => {
          void trunks.refetch();
          void numbers.refetch();
        }}
      />
    );
  }
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.trunks")} about={t("trunks.about")}>
        <Button kind="primary" onPress={() => setTrunk("new")}>
          <PlusIcon size={18} />
          {t("trunks.add")}
        </Button>
      </PageHead>
      <div className="page-scroll">
        {trunks.data.hasTelephone ? null : <p className="trunk-note">{t("trunks.noTelephone")}</p>}
        <TrunkTable trunks={trunks.data.trunks} onOpen={setTrunk} />
        <header className="trunk-section">
          <h2>{t("numbers.title")}</h2>
          <Button onPress={() => setNumber("new")}>
            <PlusIcon size={18} />
            {t("numbers.add")}
          </Button>
        </header>
        <NumberTable
          numbers={numbers.data.numbers}
          targets={numbers.data.targets}
          onOpen={setNumber}
        />
      </div>
      {trunk === null ? null : (
        <TrunkDialog trunk={trunk === "new" ? null : trunk} onClose={() => setTrunk(null)} />
      )}
      {number === null ? null : (
        <NumberDialog
          number={number === "new" ? null : number}
          targets={numbers.data.targets}
          onClose={() => setNumber(null)}
        />
      )}
    </main>
  );
}
