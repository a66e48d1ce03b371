import type { Schemas } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import { sayProblem } from "../../app/problems";
import { ui } from "../../app/ui";
import { useActionContext } from "../../app/use_actions";
import { Button } from "../../design/button";
import { SearchIcon } from "../../design/icons/actions";
import { ChatIcon, UsersIcon } from "../../design/icons/objects";
import type { Icon } from "../../design/icons/shape";
import { BanIcon, MoonIcon } from "../../design/icons/states";
import { Avatar, Chip, Failed, Skeleton, type Tone } from "../../design/parts";
import { announce } from "../../design/toast";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Contact, RosterOperator } from "../../live/frames";
import { useLive, useLiveDesk } from "../../live/use_live";
import { kStates } from "../me/actions";

type Queue = Schemas["RosterQueue"];

const kNoOperators: RosterOperator[] = [];

/** The operators of the service as they stand now: their states are followed while the menu is open. */
function useRoster(serviceId: string) {
  const live = useLiveDesk();
  const query = useQuery({
    queryKey: ["roster", serviceId],
    queryFn: () => live.showRoster(serviceId),
    staleTime: 0,
    gcTime: 0,
  });
  useEffect(() => () => live.hideRoster(), [live]);
  const operators = useLive(
    useCallback((state) => state.rosters[serviceId] ?? kNoOperators, [serviceId]),
  );
  return { query, operators, queues: query.data?.queues ?? [] };
}

/** Queues first, then operators with their state; only who can take a chat can be chosen [C9]. */
export function HandOverMenu({ contact }: { contact: Contact }) {
  const { t } = useT();
  const { live, me } = useActionContext();
  const { query, operators, queues } = useRoster(contact.serviceId);
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [memo, setMemo] = useState("");
  const [isRunning, setRunning] = useState(false);
  const colleagues = operators.filter((operator) => operator.id !== me.id);
  const name =
    queues.find((queue) => `queue:${queue.id}` === chosen)?.name ??
    colleagues.find((operator) => `operator:${operator.id}` === chosen)?.name;

  const handOver = async () => {
    const [kind, id] = (chosen ?? "").split(":");
    if (!id) return;
    setRunning(true);
    try {
      await live.handOver(contact, kind === "queue" ? { queueId: id } : { operatorId: id }, memo);
      ui.set({ roomMenu: null });
      announce(t("handOver.done", { name: name ?? "" }));
    } catch (error) {
      announce(sayProblem(t, error));
    } finally {
      setRunning(false);
    }
  };
  if (query.isError) return <Failed onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton width="100%" height={240} />;
  return (
    <>
      <div className="list-search">
        <SearchIcon size={16} />
        <input
          // biome-ignore lint/a11y/noAutofocus: the menu was opened to search in it
          autoFocus
          type="search"
          aria-label={t("handOver.search")}
          placeholder={t("handOver.search")}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <TargetList
        queues={queues.filter((queue) => isFound(queue.name, search))}
        operators={ordered(colleagues.filter((operator) => isFound(operator.name, search)))}
        chosen={chosen}
        onChoose={setChosen}
      />
      <div className="hand-over-foot">
        <input
          className="input"
          value={memo}
          maxLength={1000}
          aria-label={t("handOver.memo")}
          placeholder={t("handOver.memo")}
          onChange={(event) => setMemo(event.target.value)}
        />
        <Button kind="primary" isDisabled={!name || isRunning} onPress={() => void handOver()}>
          {name ? t("handOver.to", { name }) : t("handOver.choose")}
        </Button>
      </div>
    </>
  );
}

function isFound(name: string, search: string): boolean {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .includes(search.trim().normalize("NFKC").toLowerCase());
}

/** Who can be chosen first, by free places; the others after, by name. */
export function ordered(operators: readonly RosterOperator[]): RosterOperator[] {
  const load = (operator: RosterOperator) => operator.state.openChats;
  return [...operators].sort((a, b) => {
    if (a.canTakeChat !== b.canTakeChat) return a.canTakeChat ? -1 : 1;
    return a.canTakeChat ? load(a) - load(b) : a.name.localeCompare(b.name);
  });
}

interface TargetProps {
  queues: Queue[];
  operators: RosterOperator[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

function TargetList({ queues, operators, chosen, onChoose }: TargetProps) {
  const { t } = useT();
  const blocked = operators.filter((operator) => !operator.canTakeChat);
  return (
    <ListBox
      className="hand-over-list"
      aria-label={t("handOver.targets")}
      selectionMode="single"
      escapeKeyBehavior="none"
      selectedKeys={chosen ? [chosen] : []}
      disabledKeys={blocked.map((operator) => `operator:${operator.id}`)}
      onSelectionChange={(keys) =>
        onChoose(keys === "all" ? null : String([...keys][0] ?? "") || null)
      }
      renderEmptyState={() => <p className="hand-over-none">{t("handOver.nobody")}</p>}
    >
      {queues.map((queue) => (
        <ListBoxItem
          key={`queue:${queue.id}`}
          id={`queue:${queue.id}`}
          textValue={queue.name}
          className="target"
        >
          <span className="avatar s28">
            <UsersIcon size={16} />
          </span>
          <span className="target-text">
            <b>{queue.name}</b>
            <span className="meta">
              {t("handOver.queue", { ready: queue.ready, waiting: queue.waiting })}
            </span>
          </span>
        </ListBoxItem>
      ))}
      {operators.map((operator) => (
        <ListBoxItem
          key={`operator:${operator.id}`}
          id={`operator:${operator.id}`}
          textValue={operator.name}
          className="target"
        >
          <Avatar name={operator.name} id={operator.id} size={28} />
          <span className="target-text">
            <b>{operator.name}</b>
            <span className="meta">
              {t("handOver.load", {
                open: operator.state.openChats,
                capacity: operator.state.chatCapacity,
              })}
            </span>
          </span>
          <WhyChip operator={operator} />
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

type Reason = RosterOperator["reason"];

const kReasons: Record<
  Exclude<Reason, "" | "notReady">,
  { text: TextKey; tone?: Tone; icon: Icon }
> = {
  offline: { text: "state.offline", tone: "outline", icon: MoonIcon },
  chatOff: { text: "why.theirChatOff", tone: "outline", icon: ChatIcon },
  doNotDisturb: { text: "state.doNotDisturb", icon: BanIcon },
  full: { text: "why.full", icon: BanIcon },
  noRight: { text: "why.noRight", tone: "outline", icon: BanIcon },
};

const kStateTones: Record<RosterOperator["state"]["state"], Tone> = {
  ready: "ok",
  work: "primary",
  break: "warn",
  offline: "outline",
};

function WhyChip({ operator }: { operator: RosterOperator }) {
  const { t } = useT();
  const { reason, state } = operator;
  if (reason !== "" && reason !== "notReady") {
    const { text, tone, icon } = kReasons[reason];
    return (
      <Chip tone={tone} icon={icon}>
        {t(text)}
      </Chip>
    );
  }
  const look = kStates.find((candidate) => candidate.id === state.state);
  return (
    <Chip tone={kStateTones[state.state]} icon={look?.icon}>
      {look ? t(look.label) : ""}
    </Chip>
  );
}
