import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { deskApi, type Me } from "../../app/api";
import { Button } from "../../design/button";
import { BuildingIcon, ChatIcon, HeadsetIcon } from "../../design/icons/objects";
import type { Icon } from "../../design/icons/shape";
import { CheckCircleIcon, RingIcon } from "../../design/icons/states";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { chatSettingsQuery } from "../chat_settings/queries";
import { operatorsQuery } from "../operators/queries";
import { hasReplied } from "./facts";

interface Fact {
  label: TextKey;
  about: TextKey;
  isTrue: boolean;
  path: string | null;
}

interface Group {
  label: TextKey;
  icon: Icon;
  facts: Fact[];
}

/** Ticks come from what the server knows, never from a click. */
function useFacts(me: Me | null): Group[] {
  const serviceId = me?.services[0]?.id ?? "";
  const isReady = serviceId !== "";
  const operators = useQuery({ ...operatorsQuery, enabled: me !== null });
  const settings = useQuery({ ...chatSettingsQuery(serviceId), enabled: isReady });
  const contacts = useQuery({
    queryKey: ["setup", "contacts", serviceId],
    queryFn: async () => {
      const boxes = await Promise.all(
        (["team", "ended"] as const).map((box) => deskApi.inbox(serviceId, box, 20)),
      );
      const all = boxes.flatMap((box) => box.contacts);
      const messagesOf = async ({ id }: Contact) =>
        (await deskApi.messages(serviceId, id, 50)).messages;
      return { hasContact: all.length > 0, hasReply: await hasReplied(all, messagesOf) };
    },
    enabled: isReady,
    refetchInterval: 10_000,
  });
  const { hasContact = false, hasReply = false } = contacts.data ?? {};
  return [
    {
      label: "setup.organizationWord",
      icon: BuildingIcon,
      facts: [
        fact("setup.factOrganization", "setup.factOrganizationAbout", me !== null, null),
        fact("setup.factService", "setup.factServiceAbout", isReady, "/admin/services"),
      ],
    },
    {
      label: "admin.groupPeople",
      icon: HeadsetIcon,
      facts: [
        fact(
          "setup.factOperators",
          "setup.factOperatorsAbout",
          (operators.data?.length ?? 0) > 1,
          "/admin/operators",
        ),
      ],
    },
    {
      label: "chat.word",
      icon: ChatIcon,
      facts: [
        fact(
          "setup.factOrigins",
          "setup.factOriginsAbout",
          (settings.data?.origins.length ?? 0) > 0,
          "/admin/chat",
        ),
        fact("setup.factContact", "setup.factContactAbout", hasContact, "/inbox/team"),
        fact("setup.factReply", "setup.factReplyAbout", hasReply, "/inbox/waiting"),
      ],
    },
  ];
}

function fact(label: TextKey, about: TextKey, isTrue: boolean, path: string | null): Fact {
  return { label, about, isTrue, path };
}

export function CheckList({ me }: { me: Me | null }) {
  const { t } = useT();
  const groups = useFacts(me);
  const facts = groups.flatMap((group) => group.facts);
  const done = facts.filter((one) => one.isTrue).length;
  return (
    <aside className="setup-check" aria-label={t("setup.checkWord")}>
      <h2>{t("setup.checkWord")}</h2>
      <p className="meta">{t("setup.progress", { done, all: facts.length })}</p>
      <progress value={done} max={facts.length} aria-label={t("setup.checkWord")} />
      {groups.map((group) => (
        <section key={group.label}>
          <h3>
            <group.icon size={16} />
            {t(group.label)}
          </h3>
          <ul>
            {group.facts.map((one) => (
              <li key={one.label} className={one.isTrue ? "check is-done" : "check"}>
                {one.isTrue ? <CheckCircleIcon size={20} /> : <RingIcon size={20} />}
                <span className="two-lines">
                  {one.path && me ? (
                    <Link to={one.path} className="check-link">
                      {t(one.label)}
                    </Link>
                  ) : (
                    <b>{t(one.label)}</b>
                  )}
                  <span className="meta">{t(one.isTrue ? "setup.done" : one.about)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}

/** Step 5: the list at the right says what is left; the desk can be opened at any time. */
export function CheckStep({ onBack }: { onBack: () => void }) {
  const { t } = useT();
  const navigate = useNavigate();
  return (
    <div className="setup-form">
      <div className="setup-fields">
        <p className="prose">{t("setup.checkText")}</p>
      </div>
      <footer className="setup-foot">
        <Button size="large" onPress={onBack}>
          {t("common.back")}
        </Button>
        <Button
          kind="primary"
          size="large"
          className="push"
          onPress={() => void navigate({ to: "/" })}
        >
          {t("setup.openDesk")}
        </Button>
      </footer>
    </div>
  );
}
