import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useAdminService } from "../../app/admin_service";
import { api } from "../../app/api";
import { LoadingPage, PageHead } from "../../app/settings_page";
import { Button } from "../../design/button";
import { Empty } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { detailText, kActionTexts } from "./audit_texts";

type Entry = Schemas["AuditEntry"];

const kPage = 50;

/** 組織 > 監査ログ: who did what, newest first. */
export function AuditPage() {
  const { t } = useT();
  const service = useAdminService();
  const log = useInfiniteQuery({
    queryKey: ["audit", service?.id],
    enabled: service !== null,
    initialPageParam: "",
    queryFn: async ({ pageParam }) => {
      const path = { serviceId: service?.id ?? "" };
      const query = { limit: kPage, before: pageParam || undefined };
      const { entries } = await unwrap(
        api.GET("/api/v1/services/{serviceId}/audit-log", { params: { path, query } }),
      );
      return entries;
    },
    getNextPageParam: (last) => (last.length < kPage ? undefined : last.at(-1)?.id),
    staleTime: 0,
  });
  if (!log.data) {
    return (
      <LoadingPage
        title={t("admin.audit")}
        about={t("audit.about")}
        hasFailed={log.isError}
        onRetry={() => void log.refetch()}
      />
    );
  }
  const entries = log.data.pages.flat();
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.audit")} about={t("audit.about")} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it can have the focus, so the keyboard scrolls it itself */}
      <section className="page-scroll" aria-label={t("admin.audit")} tabIndex={0}>
        {entries.length === 0 ? (
          <Empty>{t("audit.empty")}</Empty>
        ) : (
          <AuditTable entries={entries} />
        )}
        {log.hasNextPage ? (
          <div className="rows-end">
            <Button isDisabled={log.isFetching} onPress={() => void log.fetchNextPage()}>
              {t("inbox.older")}
            </Button>
          </div>
        ) : null}
      </section>
    </main>
  );
}

function AuditTable({ entries }: { entries: Entry[] }) {
  const { t, times } = useT();
  const now = Date.now();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("audit.at")}</th>
            <th scope="col">{t("audit.who")}</th>
            <th scope="col">{t("audit.what")}</th>
            <th scope="col">{t("audit.detail")}</th>
            <th scope="col">{t("audit.address")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => {
            const text = kActionTexts[entry.action];
            return (
              <tr key={entry.id}>
                <td className="nowrap">{times.moment(entry.at, now)}</td>
                <td className="nowrap">{entry.operatorName || t("audit.system")}</td>
                <td className="nowrap">
                  <b>{text ? t(text) : entry.action}</b>
                </td>
                <td className="detail">
                  <span className="meta">{detailText(entry)}</span>
                </td>
                <td className="nowrap meta">{entry.address}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
