import { unwrap } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { useAdminService } from "../../app/admin_service";
import { api, ngWordsQuery, queries } from "../../app/api";
import { useSettingsForm } from "../../app/settings_form";
import { LoadingPage, PageHead, SaveBar } from "../../app/settings_page";
import { Text } from "../../design/field";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { readWords, whyNotWords } from "./ng_word_rules";

/** NGワード: masked in what customers write, refused in what operators write [C9]. */
export function NgWordsPage() {
  const { t } = useT();
  const service = useAdminService();
  const words = useQuery({ ...ngWordsQuery(service?.id ?? ""), enabled: service !== null });
  if (!service || !words.data) {
    return (
      <LoadingPage
        title={t("admin.ngWords")}
        about={t("ngWords.about")}
        hasFailed={words.isError}
        onRetry={() => void words.refetch()}
      />
    );
  }
  return <WordsForm serviceId={service.id} saved={words.data} />;
}

function WordsForm({ serviceId, saved }: { serviceId: string; saved: string[] }) {
  const { t } = useT();
  const form = useSettingsForm(
    `ng-words.${serviceId}`,
    { text: saved.join("\n") },
    async ({ text }) => {
      const { words } = await unwrap(
        api.PUT("/api/v1/services/{serviceId}/ng-words", {
          params: { path: { serviceId } },
          body: { words: readWords(text) },
        }),
      );
      queries.setQueryData(ngWordsQuery(serviceId).queryKey, words);
      announce(t("form.saved"));
      return { text: words.join("\n") };
    },
  );
  const why = whyNotWords(readWords(form.value.text));
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.ngWords")} about={t("ngWords.about")}>
        <SaveBar form={form} errors={why ? 1 : 0} />
      </PageHead>
      <div className="page-scroll is-padded form-stack ng-words">
        <Text
          name="words"
          label={t("ngWords.label")}
          hint={t("ngWords.hint", { n: readWords(form.value.text).length })}
          rows={18}
          value={form.value.text}
          onChange={(text) => form.set({ text })}
          error={why ? t(why) : undefined}
        />
      </div>
    </main>
  );
}
