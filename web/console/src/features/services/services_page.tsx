import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, isServiceAdmin, queries } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { useSettingsForm } from "../../app/settings_form";
import { LoadingPage, PageHead, SaveBar } from "../../app/settings_page";
import { useMe } from "../../app/use_me";
import { Button } from "../../design/button";
import { Checkbox } from "../../design/checkbox";
import { Choice } from "../../design/choice";
import { CopyButton } from "../../design/copy_button";
import { Dialog } from "../../design/dialog";
import { FieldError, Text } from "../../design/field";
import { PlusIcon } from "../../design/icons/actions";
import { Chip } from "../../design/parts";
import { announce } from "../../design/toast";
import { kLanguages, type Language, useT } from "../../i18n/i18n";
import { timeZones } from "./time_zones";

type Service = Schemas["Service"];

const servicesQuery = queryOptions({
  queryKey: ["services"],
  queryFn: async () => (await unwrap(api.GET("/api/v1/services"))).services,
});

/** 組織 > サービス: the brands of the organization and what each of them uses [A7]. */
export function ServicesPage() {
  const { t } = useT();
  const me = useMe();
  const services = useQuery(servicesQuery);
  const [openId, setOpenId] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  if (!services.data) {
    return (
      <LoadingPage
        title={t("admin.services")}
        about={t("services.about")}
        hasFailed={services.isError}
        onRetry={() => void services.refetch()}
      />
    );
  }
  const open = services.data.find((service) => service.id === openId) ?? services.data[0];
  return (
    <main className="admin-page" id="main">
      {open && isServiceAdmin(me, open.id) ? (
        <ServiceForm key={open.id} service={open} onAdd={() => setAdding(true)}>
          <ServiceTable services={services.data} openId={open.id} onOpen={setOpenId} />
        </ServiceForm>
      ) : (
        <>
          <PageHead title={t("admin.services")} about={t("services.about")} />
          <div className="page-scroll">
            <ServiceTable services={services.data} openId={open?.id ?? null} onOpen={setOpenId} />
          </div>
        </>
      )}
      {isAdding ? <NewService onClose={() => setAdding(false)} onMade={setOpenId} /> : null}
    </main>
  );
}

interface TableProps {
  services: Service[];
  openId: string | null;
  onOpen: (id: string) => void;
}

function ServiceTable({ services, openId, onOpen }: TableProps) {
  const { t } = useT();
  const languageOf = (id: Language) => kLanguages.find((one) => one.id === id)?.name ?? "";
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t("services.name")}</th>
            <th scope="col">{t("services.language")}</th>
            <th scope="col">{t("services.timeZone")}</th>
            <th scope="col">{t("services.features")}</th>
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <tr key={service.id} className={service.id === openId ? "is-on" : ""}>
              <td>
                <button
                  type="button"
                  className="table-button"
                  aria-expanded={service.id === openId}
                  onClick={() => onOpen(service.id)}
                >
                  <b>{service.name}</b>
                </button>
              </td>
              <td>{languageOf(service.language)}</td>
              <td>{service.timeZone}</td>
              <td>
                {service.features.chat ? (
                  <Chip tone="ok">{t("chat.word")}</Chip>
                ) : (
                  <span className="meta">{t("services.noFeatures")}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface FormProps {
  service: Service;
  onAdd: () => void;
  children: React.ReactNode;
}

function ServiceForm({ service, onAdd, children }: FormProps) {
  const { t } = useT();
  const me = useMe();
  const { name, language, timeZone, features } = service;
  const form = useSettingsForm(
    `service.${service.id}`,
    { name, language, timeZone, features },
    async (body) => {
      const stored = await unwrap(
        api.PATCH("/api/v1/services/{serviceId}", {
          params: { path: { serviceId: service.id } },
          body,
        }),
      );
      await queries.invalidateQueries({ queryKey: servicesQuery.queryKey });
      void queries.invalidateQueries({ queryKey: ["me"] });
      announce(t("form.saved"));
      return {
        name: stored.name,
        language: stored.language,
        timeZone: stored.timeZone,
        features: stored.features,
      };
    },
  );
  const { value, set } = form;
  const isNameless = value.name.trim() === "";
  return (
    <>
      <PageHead title={t("admin.services")} about={t("services.about")}>
        {me.isOrganizationAdmin ? (
          <Button kind="quiet" onPress={onAdd}>
            <PlusIcon size={18} />
            {t("services.add")}
          </Button>
        ) : null}
        <SaveBar form={form} errors={isNameless ? 1 : 0} />
      </PageHead>
      <div className="page-columns">
        <div className="page-scroll">{children}</div>
        <aside className="inspector" aria-label={service.name}>
          <h2 className="ellipsis">{service.name}</h2>
          <div className="form-stack">
            <Text
              name="name"
              label={t("services.name")}
              isRequired
              maxLength={100}
              value={value.name}
              onChange={(next) => set({ name: next })}
              error={isNameless ? t("form.required") : undefined}
            />
            <Choice
              label={t("services.language")}
              value={value.language}
              options={kLanguages.map(({ id, name: label }) => ({ id, label }))}
              onChange={(next) => set({ language: next })}
            />
            <Choice
              label={t("services.timeZone")}
              value={value.timeZone}
              options={timeZones(value.timeZone)}
              onChange={(next) => set({ timeZone: next })}
            />
            <Checkbox
              isSelected={value.features.chat}
              onChange={(chat) => set({ features: { ...value.features, chat } })}
            >
              {t("services.chat")}
            </Checkbox>
          </div>
          <div className="card">
            <h3>{t("services.key")}</h3>
            <p className="prose">{t("services.keyAbout")}</p>
            <code className="code-box" lang="en">
              {service.key}
            </code>
            <CopyButton text={service.key} label={t("services.copyKey")} />
          </div>
        </aside>
      </div>
    </>
  );
}

interface NewProps {
  onClose: () => void;
  onMade: (serviceId: string) => void;
}

function NewService({ onClose, onMade }: NewProps) {
  const { t, language } = useT();
  const [name, setName] = useState("");
  const [standard, setStandard] = useState<Language>(language);
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const make = async () => {
    setRunning(true);
    try {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const body = { name: name.trim(), language: standard, timeZone };
      const made = await unwrap(api.POST("/api/v1/services", { body }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: servicesQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ["me"] }),
      ]);
      onMade(made.id);
      onClose();
    } catch (error) {
      setProblem(error);
      setRunning(false);
    }
  };
  return (
    <Dialog title={t("services.add")} isOpen onClose={onClose}>
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") void make();
        }}
      >
        <Text
          name="service-name"
          label={t("services.name")}
          isRequired
          autoFocus
          maxLength={100}
          value={name}
          onChange={setName}
        />
        <Choice
          label={t("services.language")}
          value={standard}
          options={kLanguages.map(({ id, name: label }) => ({ id, label }))}
          onChange={setStandard}
        />
        {problem !== null ? <FieldError>{sayProblem(t, problem)}</FieldError> : null}
        <div className="dialog-foot">
          <Button onPress={onClose}>{t("common.cancel")}</Button>
          <Button kind="primary" type="submit" isDisabled={isRunning || name.trim() === ""}>
            {t("services.make")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
