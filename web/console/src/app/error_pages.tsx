import { Button } from "../design/button";
import { WarnIcon } from "../design/icons/states";
import { useT } from "../i18n/i18n";
import "./error_pages.css";
import { sayProblem } from "./problems";

/** An address that leads nowhere. */
export function MissingPage() {
  const { t } = useT();
  return (
    <main className="error-page" id="main">
      <h1>{t("page.missing")}</h1>
      <a className="link" href="/">
        {t("page.home")}
      </a>
    </main>
  );
}

/** A page that could not be shown: what is wrong and the way to try again. */
export function BrokenPage({ error }: { error: unknown }) {
  const { t } = useT();
  return (
    <main className="error-page" id="main" role="alert">
      <h1>
        <WarnIcon size={24} />
        {t("page.broken")}
      </h1>
      <p>{sayProblem(t, error)}</p>
      <Button kind="primary" onPress={() => location.reload()}>
        {t("common.retry")}
      </Button>
    </main>
  );
}
