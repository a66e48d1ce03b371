import { useQuery } from "@tanstack/react-query";
import { useAdminService } from "../../app/admin_service";
import { type MyService, queries } from "../../app/api";
import { useSettingsForm } from "../../app/settings_form";
import { LoadingPage, PageHead, SaveBar, SettingsSection } from "../../app/settings_page";
import { Button, IconButton } from "../../design/button";
import { Text } from "../../design/field";
import { PlusIcon, TrashIcon } from "../../design/icons/actions";
import { Chip } from "../../design/parts";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { type CallTimes, callTimesQuery, type QueueRow, storeCallTimes } from "./queries";
import "./queues.css";
import {
  isWithin,
  kMostQueues,
  kWrapUp,
  type QueueErrors,
  type QueueField,
  toSeconds,
  wrongIn,
} from "./queue_rules";

/** 基本設定 > キューと通話: where contacts wait, how long a call rings and waits, and the time after it [V4, S3]. */
export function QueuesPage() {
  const { t } = useT();
  const service = useAdminService();
  const times = useQuery({ ...callTimesQuery(service?.id ?? ""), enabled: service !== null });
  if (!service || !times.data) {
    return (
      <LoadingPage
        title={t("admin.queues")}
        about={t("queues.about")}
        hasFailed={times.isError}
        onRetry={() => void times.refetch()}
      />
    );
  }
  return <QueuesForm key={service.id} service={service} saved={times.data} />;
}

function QueuesForm({ service, saved }: { service: MyService; saved: CallTimes }) {
  const { t } = useT();
  const form = useSettingsForm(`queues.${service.id}`, saved, async (value, onPart) => {
    const keep = (times: CallTimes) =>
      queries.setQueryData(callTimesQuery(service.id).queryKey, times);
    const stored = await storeCallTimes(service.id, saved, value, onPart);
    keep(stored);
    announce(t("form.saved"));
    return stored;
  });
  const { value, set } = form;
  const errors = wrongIn(value.queues);
  const isWrapUpWrong = !isWithin(value.longestWrapUpSeconds, kWrapUp);
  const wrong = errors.reduce((sum, each) => sum + Object.keys(each).length, 0);
  const change = (at: number, part: Partial<QueueRow>) =>
    set({ queues: value.queues.map((queue, n) => (n === at ? { ...queue, ...part } : queue)) });
  return (
    <main className="admin-page" id="main">
      <PageHead title={t("admin.queues")} about={t("queues.about")}>
        <SaveBar form={form} errors={wrong + (isWrapUpWrong ? 1 : 0)} />
      </PageHead>
      <div className="page-scroll">
        <SettingsSection title={t("queues.list")} about={t("queues.listAbout")}>
          {value.queues.map((queue, at) => (
            <QueueFields
              key={queue.id ?? `new-${at}`}
              queue={queue}
              position={at + 1}
              errors={errors[at] ?? {}}
              onChange={(part) => change(at, part)}
              onRemove={() => set({ queues: value.queues.filter((_, n) => n !== at) })}
            />
          ))}
          <div>
            <Button
              isDisabled={value.queues.length >= kMostQueues}
              onPress={() => set({ queues: [...value.queues, kNewQueue] })}
            >
              <PlusIcon size={18} />
              {t("queues.add")}
            </Button>
          </div>
        </SettingsSection>
        <SettingsSection title={t("queues.wrapUp")} about={t("queues.wrapUpAbout")}>
          <Text
            name="longestWrapUpSeconds"
            label={t("queues.longestWrapUp")}
            hint={t("queues.zeroIsNoEnd")}
            inputMode="numeric"
            value={String(value.longestWrapUpSeconds)}
            onChange={(text) => set({ longestWrapUpSeconds: toSeconds(text) })}
            error={isWrapUpWrong ? t("queues.wrapUpRange") : undefined}
          />
        </SettingsSection>
      </div>
    </main>
  );
}

const kNewQueue: QueueRow = {
  id: null,
  name: "",
  isDefault: false,
  ringSeconds: 20,
  longestWaitSeconds: 300,
};

interface FieldsProps {
  queue: QueueRow;
  position: number;
  errors: QueueErrors;
  onChange: (part: Partial<QueueRow>) => void;
  onRemove: () => void;
}

function QueueFields({ queue, position, errors, onChange, onRemove }: FieldsProps) {
  const { t } = useT();
  const errorOf = (field: QueueField) => {
    const key = errors[field];
    return key ? t(key) : undefined;
  };
  return (
    <div
      className="queue-row"
      role="group"
      aria-label={queue.name || t("queues.row", { n: position })}
    >
      <div className="queue-name">
        <Text
          name={`queue-${position}-name`}
          label={t("queues.name")}
          isRequired
          maxLength={100}
          value={queue.name}
          onChange={(name) => onChange({ name })}
          error={errorOf("name")}
        />
        {queue.isDefault ? <Chip tone="outline">{t("queues.default")}</Chip> : null}
        {queue.id === null ? (
          <IconButton icon={TrashIcon} label={t("queues.remove")} onPress={onRemove} />
        ) : null}
      </div>
      <div className="settings-row">
        <Text
          name={`queue-${position}-ring`}
          label={t("queues.ring")}
          inputMode="numeric"
          value={String(queue.ringSeconds)}
          onChange={(text) => onChange({ ringSeconds: toSeconds(text) })}
          error={errorOf("ringSeconds")}
        />
        <Text
          name={`queue-${position}-wait`}
          label={t("queues.wait")}
          inputMode="numeric"
          value={String(queue.longestWaitSeconds)}
          onChange={(text) => onChange({ longestWaitSeconds: toSeconds(text) })}
          error={errorOf("longestWaitSeconds")}
        />
      </div>
    </div>
  );
}
