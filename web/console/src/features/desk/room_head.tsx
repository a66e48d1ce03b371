import { Link, useParams } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Action } from "../../app/action";
import { ui } from "../../app/ui";
import { offer, useActionContext } from "../../app/use_actions";
import { useNow } from "../../app/use_now";
import { Button, Hint, IconButton } from "../../design/button";
import { BackIcon, MoreIcon, SidePaneIcon } from "../../design/icons/actions";
import { Avatar } from "../../design/parts";
import { MenuButton } from "../../design/popup";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { Contact } from "../../live/frames";
import { useLive } from "../../live/use_live";
import { kActivities } from "../phone/activities";
import {
  endContact,
  handOverContact,
  noteOnContact,
  replyToContact,
  snoozeContact,
  takeContact,
} from "./actions";
import { HandOverButton } from "./hand_over";
import { lookOf, nameOf } from "./labels";
import { SnoozeButton } from "./snooze";

/** Who it is, how it stands, and what can be done with it. */
export function RoomHead({ contact }: { contact: Contact }) {
  const { t } = useT();
  const { box } = useParams({ strict: false });
  const name = nameOf(contact, t);
  return (
    <header className="room-head">
      <Link
        to="/inbox/$box"
        params={{ box: box ?? "mine" }}
        className="room-back"
        aria-label={t("common.back")}
      >
        <BackIcon />
      </Link>
      <Avatar
        name={name}
        id={contact.customerId}
        isUnknown={!contact.customerName}
        channel={contact.channel}
      />
      <div className="room-who">
        <h1 className="ellipsis">{name}</h1>
        <p className="room-state ellipsis">
          <StateWord contact={contact} />
          <span className="room-channel">{t(`channel.${contact.channel}`)}</span>
          <span>#{contact.number}</span>
        </p>
      </div>
      <RoomActions contact={contact} />
    </header>
  );
}

function StateWord({ contact }: { contact: Contact }) {
  const { t } = useT();
  const now = useNow();
  const isWrappedUp = useLive(
    useCallback(({ me }) => me?.wrapUp?.contactId === contact.id, [contact.id]),
  );
  const look = isWrappedUp ? kActivities.wrapUp : lookOf(contact);
  const since = contact.waitingSince ?? contact.call?.answeredAt ?? contact.startedAt;
  const isRunning = contact.conversation !== "ended" && contact.conversation !== "snoozed";
  return (
    <b className={`state-word ${look.tone ?? ""}`}>
      {contact.assignment === "queued" ? t("contact.inLine") : t(look.label)}
      {isRunning ? ` ${clock(now - since)}` : ""}
    </b>
  );
}

function RoomActions({ contact }: { contact: Contact }) {
  const { t } = useT();
  const isEnded = contact.conversation === "ended";
  return (
    <div className="room-actions">
      {isEnded ? null : (
        <>
          <span className="wide-only room-tools">
            <SnoozeButton contact={contact} />
            <HandOverButton contact={contact} />
          </span>
          <MainAction contact={contact} />
        </>
      )}
      <RoomMenu contact={contact} />
      <IconButton
        icon={SidePaneIcon}
        label={t("action.side")}
        shortcut="]"
        className="side-toggle"
        onPress={() => ui.set({ isSideOpen: !ui.get().isSideOpen })}
      />
    </div>
  );
}

/** 対応終了 for the own, 対応する for what waits in line. */
function MainAction({ contact }: { contact: Contact }) {
  const { t } = useT();
  const context = useActionContext();
  const action: Action = contact.assignment === "queued" ? takeContact : endContact;
  const { isDisabled, reason, run } = offer(action, context);
  const Glyph = action.icon;
  const button = (
    <Button
      kind={action === takeContact ? "primary" : "plain"}
      className="room-main"
      isDisabled={isDisabled}
      onPress={run}
    >
      <Glyph size={18} />
      {t(action.label)}
    </Button>
  );
  return (
    <Hint text={reason ?? t(action.label)} shortcut={reason ? undefined : action.shortcut}>
      {button}
    </Hint>
  );
}

const kMenuActions: readonly Action[] = [
  replyToContact,
  noteOnContact,
  snoozeContact,
  handOverContact,
  endContact,
];

function RoomMenu({ contact }: { contact: Contact }) {
  const { t } = useT();
  const context = useActionContext();
  const actions = contact.conversation === "ended" ? [noteOnContact] : kMenuActions;
  const offered = actions.map((action) => ({ action, ...offer(action, context) }));
  return (
    <MenuButton
      label={t("common.more")}
      choices={offered.map(({ action, isDisabled, reason }) => ({
        id: action.id,
        label: t(action.label),
        icon: action.icon,
        shortcut: action.shortcut,
        isDisabled,
        about: reason ?? undefined,
      }))}
      onChoose={(id) => offered.find(({ action }) => action.id === id)?.run()}
      trigger={(props) => <IconButton {...props} icon={MoreIcon} label={t("common.more")} />}
    />
  );
}
