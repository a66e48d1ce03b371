import { HandOverIcon, UndoIcon } from "../../design/icons/actions";
import { AlarmIcon, ChatIcon, ClockIcon, InboxIcon } from "../../design/icons/objects";
import {
  HangUpIcon,
  IncomingIcon,
  MissedIcon,
  OutgoingIcon,
  PauseIcon,
  PhoneIcon,
  PlayIcon,
} from "../../design/icons/phone";
import type { Icon } from "../../design/icons/shape";
import { CheckIcon, JoinIcon, LostIcon } from "../../design/icons/states";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Message } from "../../live/frames";

type What = NonNullable<Message["system"]>["what"];

const kLines: Record<What, { text: TextKey; icon: Icon }> = {
  started: { text: "system.started", icon: ChatIcon },
  assigned: { text: "system.assigned", icon: JoinIcon },
  joined: { text: "system.joined", icon: JoinIcon },
  queued: { text: "system.queued", icon: InboxIcon },
  returned: { text: "system.returned", icon: UndoIcon },
  handedOver: { text: "system.handedOver", icon: HandOverIcon },
  snoozed: { text: "system.snoozed", icon: AlarmIcon },
  woke: { text: "system.woke", icon: AlarmIcon },
  silenceWarning: { text: "system.silenceWarning", icon: ClockIcon },
  ended: { text: "system.ended", icon: CheckIcon },
  ringing: { text: "system.ringing", icon: IncomingIcon },
  notAnswered: { text: "system.notAnswered", icon: MissedIcon },
  declined: { text: "system.declined", icon: HangUpIcon },
  operatorLost: { text: "system.operatorLost", icon: LostIcon },
  held: { text: "system.held", icon: PauseIcon },
  resumed: { text: "system.resumed", icon: PlayIcon },
  dialed: { text: "system.dialed", icon: OutgoingIcon },
  answered: { text: "system.answered", icon: PhoneIcon },
};

const kEndTexts: Record<string, TextKey> = {
  operatorEnded: "system.endedByOperator",
  customerEnded: "system.endedByCustomer",
  customerSilent: "system.endedBySilence",
  userLeft: "system.missedUserLeft",
  noOperator: "system.missedNoOperator",
  ringTimeout: "system.missedRingTimeout",
  mediaLost: "system.endedByMediaLost",
  signallingLost: "system.endedByMediaLost",
  operatorLost: "system.endedByOperatorLost",
  interrupted: "system.endedByInterruption",
  busy: "dialEnd.busy",
  noAnswer: "dialEnd.noAnswer",
  rejected: "dialEnd.rejected",
  unknownNumber: "dialEnd.unknownNumber",
  trunkDown: "dialEnd.trunkDown",
};

export function SystemLine({ message }: { message: Message }) {
  const { t, times } = useT();
  const system = message.system;
  if (!system) return null;
  const line = kLines[system.what];
  const text = system.what === "ended" ? (kEndTexts[system.name] ?? line.text) : line.text;
  const Glyph = line.icon;
  return (
    <p className="system-line">
      <Glyph size={16} />
      <time>{times.timeOfDay(message.at)}</time>
      <span>{t(text, { name: system.name })}</span>
    </p>
  );
}
