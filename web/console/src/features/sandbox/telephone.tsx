import { type KeyboardEvent, useEffect, useState, useSyncExternalStore } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useNow } from "../../app/use_now";
import {
  BackspaceIcon,
  HangUpIcon,
  MicrophoneIcon,
  MicrophoneOffIcon,
  PhoneIcon,
} from "../../design/icons/phone";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import { written } from "../../phone/rules";
import { keyOf, kKeys } from "../phone/keypad_rules";
import { CustomerPhone, type PhoneView } from "./customer_phone";
import { type Dialed, isEmergency, pressed, shortened } from "./dial_rules";
import { isCalling, microphoneText, stateText } from "./phone_texts";

/** The telephone lives as long as the page. */
function usePhone(): [CustomerPhone, PhoneView] {
  const [phone] = useState(() => new CustomerPhone());
  useEffect(() => {
    addEventListener("pagehide", phone.leavePage);
    return () => {
      removeEventListener("pagehide", phone.leavePage);
      phone.hangUp();
    };
  }, [phone]);
  return [phone, useSyncExternalStore(phone.subscribe, phone.getView)];
}

interface Props {
  shopName: string;
  shopNumber: string;
}

/** The customer's telephone: number, how the call stands, keys. Keys of the keyboard work while it has the focus. */
export function Telephone({ shopName, shopNumber }: Props) {
  const { t } = useT();
  const [phone, view] = usePhone();
  const [dialed, setDialed] = useState<Dialed>({ number: shopNumber, isOwn: false });
  const [isRefused, setRefused] = useState(false);
  const isBusy = isCalling(view);
  const press = (key: string) => {
    setRefused(false);
    if (isBusy) phone.press(key);
    else setDialed((before) => pressed(before, key));
  };
  const call = () => {
    setRefused(isEmergency(dialed.number));
    if (!isEmergency(dialed.number)) void phone.dial(dialed.number);
  };
  const shorten = () => setDialed((before) => shortened(before, shopNumber));
  const onKeyDown = (event: KeyboardEvent) => {
    const key = keyOf(event);
    if (key !== null) press(key);
    else if (event.key === "Backspace" && !isBusy) shorten();
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="sandbox-phone"
      role="group"
      aria-label={t("sandbox.phone")}
      onKeyDown={onKeyDown}
    >
      <Screen
        view={view}
        number={dialed.number}
        about={dialed.number === shopNumber ? shopName : ""}
        isRefused={isRefused}
        onMicrophone={phone.askForMicrophone}
      />
      <div className="sandbox-keys">
        {kKeys.map(([key]) => (
          <AriaButton key={key} className="sandbox-key" onPress={() => press(key)}>
            {key}
          </AriaButton>
        ))}
      </div>
      <div className="sandbox-controls">
        <AriaButton
          className="sandbox-round"
          aria-label={t(view.call?.isMuted ? "call.unmute" : "call.mute")}
          isDisabled={!isBusy}
          onPress={() => phone.setMuted(!view.call?.isMuted)}
        >
          {view.call?.isMuted ? <MicrophoneOffIcon size={22} /> : <MicrophoneIcon size={22} />}
        </AriaButton>
        {isBusy ? (
          <AriaButton
            className="sandbox-round is-end"
            aria-label={t("call.hangUp")}
            onPress={phone.hangUp}
          >
            <HangUpIcon size={22} />
          </AriaButton>
        ) : (
          <AriaButton
            className="sandbox-round is-call"
            aria-label={t("sandbox.call")}
            onPress={call}
          >
            <PhoneIcon size={22} />
          </AriaButton>
        )}
        <AriaButton
          className="sandbox-round"
          aria-label={t("sandbox.delete")}
          isDisabled={isBusy || !dialed.isOwn}
          onPress={shorten}
        >
          <BackspaceIcon size={22} />
        </AriaButton>
      </div>
    </div>
  );
}

interface ScreenProps {
  view: PhoneView;
  number: string;
  about: string;
  isRefused: boolean;
  onMicrophone: () => void;
}

function Screen({ view, number, about, isRefused, onMicrophone }: ScreenProps) {
  const { t } = useT();
  const { call, keys } = view;
  const unheard = microphoneText(t, view);
  const who = [about, call?.operatorName].filter(Boolean).join("・");
  return (
    <div className="sandbox-screen">
      <p className="sandbox-state">
        <PhoneIcon size={16} />
        <span role="status">{isRefused ? t("sandbox.emergency") : stateText(t, view)}</span>
        {isCalling(view) && call?.talkingSince ? <TalkTime since={call.talkingSince} /> : null}
      </p>
      <p className="sandbox-number">{written(number)}</p>
      <p className="sandbox-who">
        {who}
        {call?.microphone === "on" && isCalling(view) ? `・${t("sandbox.microphoneOn")}` : ""}
      </p>
      {keys && isCalling(view) ? <output className="sandbox-sent">{keys}</output> : null}
      {unheard ? (
        <p className="sandbox-unheard" role="alert">
          {unheard}
          <AriaButton className="link" onPress={onMicrophone}>
            {t("common.retry")}
          </AriaButton>
        </p>
      ) : null}
    </div>
  );
}

function TalkTime({ since }: { since: number }) {
  const now = useNow();
  return <b>{clock(now - since)}</b>;
}
