import { useQuery } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { ui, useUi } from "../../app/ui";
import { useActionContext } from "../../app/use_actions";
import { useMe } from "../../app/use_me";
import { Button, IconButton } from "../../design/button";
import { Choice } from "../../design/choice";
import { Dialog } from "../../design/dialog";
import { FieldError, Text } from "../../design/field";
import { AnswerIcon, BackspaceIcon } from "../../design/icons/phone";
import { type Translate, useT } from "../../i18n/i18n";
import { useLive } from "../../live/use_live";
import { currentPhone, usePhoneState } from "../../phone/current";
import { dialled, typed, whyNoDialing, whyNoNumber } from "../../phone/dial_rules";
import { written } from "../../phone/rules";
import {
  type CallerNumber,
  callerNumbersQuery,
  callerOf,
  lastCallerNumber,
} from "./caller_numbers";
import { kKeys } from "./keypad_rules";
import "./phone.css";
import "./dial_pad.css";

/** The keys that stand in a number; the letters below them are as on every telephone. */
const kDialKeys = kKeys.filter(([key]) => /[0-9]/.test(key));

/** Calls a number that is typed, pasted or was clicked somewhere [V5]. */
export function DialPad() {
  const { t } = useT();
  const asked = useUi((state) => state.dial);
  const close = () => ui.set({ dial: null });
  return (
    <Dialog title={t("dial.title")} isOpen={asked !== null} onClose={close}>
      <PadForm
        key={`${asked?.serviceId ?? ""} ${asked?.number ?? ""}`}
        first={asked?.number ?? ""}
        serviceId={asked?.serviceId ?? null}
        onClose={close}
      />
    </Dialog>
  );
}

interface FormProps {
  first: string;
  serviceId: string | null;
  onClose: () => void;
}

function useServiceChoice(wanted: string | null) {
  const services = useMe().services.filter((service) => service.canPhone);
  const [chosen, choose] = useState(wanted);
  const service = services.find(({ id }) => id === chosen) ?? services[0];
  return { services, serviceId: service?.id ?? "", choose };
}

function useCaller(serviceId: string) {
  const [chosen, choose] = useState<string | null>(null);
  const query = useQuery(callerNumbersQuery(serviceId));
  const numbers = (query.data?.callerNumbers ?? []).filter(({ state }) => state === "approved");
  const caller = callerOf(numbers, chosen ?? lastCallerNumber.read(serviceId));
  return { numbers, caller, choose, isKnown: query.isSuccess };
}

function PadForm({ first, serviceId: wanted, onClose }: FormProps) {
  const { t } = useT();
  const [text, setText] = useState(() => typed(first));
  const { services, serviceId, choose } = useServiceChoice(wanted);
  const { numbers, caller, choose: chooseCaller, isKnown } = useCaller(serviceId);
  const dialing = useDialing(serviceId, caller, onClose);
  const input = useRef<HTMLInputElement>(null);
  const change = (next: string) => {
    dialing.forget();
    setText(typed(next));
  };
  return (
    <form
      className="dial"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void dialing.dial(text);
      }}
    >
      <div className="dial-number">
        <Text
          label=""
          aria-label={t("dialPad.number")}
          name="dial-number"
          id="dial-number"
          type="tel"
          size="large"
          autoComplete="off"
          autoFocus
          inputRef={input}
          value={text}
          onChange={change}
          error={dialing.problem ?? undefined}
          placeholder={t("dialPad.number")}
        />
        <IconButton
          icon={BackspaceIcon}
          label={t("dialPad.delete")}
          isDisabled={text === ""}
          onPress={() => change(dialled(text).slice(0, -1))}
        />
      </div>
      <Keys onKey={(key) => change(dialled(text) + key)} />
      {services.length > 1 ? (
        <Choice
          label={t("dialPad.service")}
          value={serviceId}
          options={services.map(({ id, name }) => ({ id, label: name }))}
          onChange={choose}
        />
      ) : null}
      <Callers numbers={numbers} caller={caller} isKnown={isKnown} onChoose={chooseCaller} />
      <div className="dialog-foot">
        <Button onPress={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" kind="primary" isDisabled={!caller || dialing.isBusy}>
          <AnswerIcon size={18} />
          {t(dialing.isBusy ? "dialPad.calling" : "dial.call")}
        </Button>
      </div>
    </form>
  );
}

function Keys({ onKey }: { onKey: (key: string) => void }) {
  const { t } = useT();
  return (
    <div className="keypad-keys dial-keys" role="group" aria-label={t("call.keypadLabel")}>
      {kDialKeys.map(([key, letters]) => (
        <AriaButton
          key={key}
          className={key === "0" ? "keypad-key is-zero" : "keypad-key"}
          aria-label={key}
          onPress={() => onKey(key)}
        >
          <b>{key}</b>
          <span data-letters={letters} />
        </AriaButton>
      ))}
    </div>
  );
}

interface CallersProps {
  numbers: readonly CallerNumber[];
  caller: CallerNumber | null;
  isKnown: boolean;
  onChoose: (number: string) => void;
}

function Callers({ numbers, caller, isKnown, onChoose }: CallersProps) {
  const { t } = useT();
  if (isKnown && numbers.length === 0) return <FieldError>{t("dialPad.noCaller")}</FieldError>;
  return (
    <Choice
      label={t("dialPad.from")}
      value={caller?.number ?? null}
      options={numbers.map(({ number, label }) => ({
        id: number,
        label: `${written(number)}（${label}）`,
      }))}
      onChange={onChoose}
      isDisabled={numbers.length < 2}
    />
  );
}

/** The rules that the screen knows were asked before: what is left is a phone that is elsewhere. */
function sayRefusal(t: Translate, error: unknown): string {
  if (fieldOf(error) === "from") return t("dialPad.noCaller");
  return codeOf(error) === "conflict" ? t("why.dialNoPhone") : sayProblem(t, error);
}

/** Says why it cannot be called, else calls; the room of the called opens as after an answer. */
function useDialing(serviceId: string, caller: CallerNumber | null, onClose: () => void) {
  const { t } = useT();
  const context = useActionContext();
  const state = useLive(useCallback((live) => live.me, []));
  const { isDialing } = usePhoneState();
  const [problem, setProblem] = useState<string | null>(null);
  const dial = async (text: string) => {
    const phone = currentPhone.get();
    const why = whyNoNumber(text) ?? whyNoDialing(state) ?? (phone ? null : "why.dialNoPhone");
    if (why !== null) return setProblem(t(why));
    if (!phone || !caller) return;
    try {
      lastCallerNumber.write(serviceId, caller.number);
      const contactId = await phone.dial({ serviceId, to: dialled(text), from: caller.number });
      onClose();
      context.go(`/inbox/mine/${contactId}`);
    } catch (error) {
      setProblem(sayRefusal(t, error));
    }
  };
  return { dial, problem, isBusy: isDialing, forget: () => setProblem(null) };
}
