import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAdminService } from "../../app/admin_service";
import { type MyService, queries } from "../../app/api";
import { useSettingsForm } from "../../app/settings_form";
import { LoadingPage, PageHead, SaveBar, SettingsSection } from "../../app/settings_page";
import { Checkbox } from "../../design/checkbox";
import { Text } from "../../design/field";
import { Segmented } from "../../design/segmented";
import { announce } from "../../design/toast";
import { kLanguages, type Language, type TextKey, useT } from "../../i18n/i18n";
import { CallsField } from "./calls_field";
import { wrongIn } from "./chat_rules";
import { ColorField } from "./color_field";
import { Embedding } from "./embedding";
import { OriginsField } from "./origins_field";
import { type ChatSettings, chatSettingsQuery, replaceChatSettings } from "./queries";
import { TimerFields } from "./timer_fields";

/** 基本設定 > チャット: how the widget looks and speaks, where it may stand, and its times. */
export function ChatPage() {
  const { t } = useT();
  const service = useAdminService();
  const settings = useQuery({
    ...chatSettingsQuery(service?.id ?? ""),
    enabled: service !== null,
  });
  if (!service || !settings.data) {
    return (
      <LoadingPage
        title={t("admin.chat")}
        about={t("chatSettings.about")}
        hasFailed={settings.isError}
        onRetry={() => void settings.refetch()}
      />
    );
  }
  return <ChatForm service={service} saved={settings.data} />;
}

type Texts = "title" | "hoursText" | "greeting" | "consentText" | "offlineText" | "endText";

function ChatForm({ service, saved }: { service: MyService; saved: ChatSettings }) {
  const { t } = useT();
  const [language, setLanguage] = useState<Language>(service.language);
  const form = useSettingsForm(`chat-settings.${service.id}`, saved, async (value) => {
    const stored = await replaceChatSettings(service.id, value);
    queries.setQueryData(chatSettingsQuery(service.id).queryKey, stored);
    void queries.invalidateQueries({ queryKey: ["me"] });
    announce(t("form.saved"));
    return stored;
  });
  const { value, set } = form;
  const wrong = wrongIn(value);
  const errorOf = (field: keyof ChatSettings) => {
    const key = wrong[field] ?? (form.isRefused(field) ? ("form.refused" as const) : undefined);
    return key ? t(key) : undefined;
  };
  const text = (field: Texts, label: TextKey, rows?: number) => (
    <Text
      name={field}
      label={t(label)}
      lang={language}
      value={value[field][language]}
      onChange={(next) => set({ [field]: { ...value[field], [language]: next } })}
      maxLength={1000}
      rows={rows}
      error={errorOf(field)}
      hint={fallbackHint(value[field], language, service.language, t)}
    />
  );
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.chat")} about={t("chatSettings.about")}>
        <SaveBar form={form} errors={Object.keys(wrong).length} />
      </PageHead>
      <div className="page-columns">
        <div className="page-scroll">
          <SettingsSection title={t("chatSettings.texts")} about={t("chatSettings.textsAbout")}>
            <Segmented
              label={t("chatSettings.editLanguage")}
              value={language}
              options={kLanguages.map(({ id, name }) => ({ id, label: name }))}
              onChange={setLanguage}
            />
            {text("title", "chatSettings.titleText")}
            {text("hoursText", "chatSettings.hoursText")}
            {text("greeting", "chatSettings.greeting", 3)}
            {text("offlineText", "chatSettings.offlineText", 3)}
            <Text
              name="inquiryUrl"
              label={t("chatSettings.inquiryUrl")}
              hint={t("chatSettings.inquiryUrlHint")}
              lang="en"
              value={value.inquiryUrl}
              onChange={(inquiryUrl) => set({ inquiryUrl: inquiryUrl.trim() })}
              placeholder="https://"
              error={errorOf("inquiryUrl")}
            />
            {text("endText", "chatSettings.endText", 2)}
          </SettingsSection>
          <SettingsSection title={t("chatSettings.look")} about={t("chatSettings.lookAbout")}>
            <ColorField
              color={value.color}
              onChange={(color) => set({ color })}
              error={errorOf("color")}
            />
          </SettingsSection>
          <SettingsSection title={t("chatSettings.consent")} about={t("chatSettings.consentAbout")}>
            <Checkbox
              isSelected={value.consentRequired}
              onChange={(consentRequired) => set({ consentRequired })}
            >
              {t("chatSettings.consentRequired")}
            </Checkbox>
            {text("consentText", "chatSettings.consentText", 3)}
            <Text
              name="consentUrl"
              label={t("chatSettings.consentUrl")}
              lang="en"
              value={value.consentUrl}
              onChange={(consentUrl) => set({ consentUrl: consentUrl.trim() })}
              placeholder="https://"
              error={errorOf("consentUrl")}
            />
          </SettingsSection>
          <SettingsSection title={t("chatSettings.origins")} about={t("chatSettings.originsAbout")}>
            <OriginsField
              origins={value.origins}
              wrong={wrong}
              onChange={(origins) => set({ origins })}
            />
          </SettingsSection>
          <SettingsSection title={t("chatSettings.calls")} about={t("chatSettings.callsAbout")}>
            <CallsField
              serviceId={service.id}
              queueId={value.webCallQueueId}
              onChange={(webCallQueueId) => set({ webCallQueueId })}
            />
          </SettingsSection>
          <SettingsSection title={t("chatSettings.timers")} about={t("chatSettings.timersAbout")}>
            <TimerFields value={value} onChange={set} errorOf={errorOf} />
          </SettingsSection>
        </div>
        <Embedding service={service} origins={saved.origins} />
      </div>
    </main>
  );
}

/** Says which text stands in when one language has none. */
function fallbackHint(
  texts: Record<Language, string>,
  language: Language,
  standard: Language,
  t: ReturnType<typeof useT>["t"],
): string | undefined {
  if (language === standard || texts[language] !== "" || texts[standard] === "") return undefined;
  return t("chatSettings.fallsBack", { text: texts[standard] });
}
