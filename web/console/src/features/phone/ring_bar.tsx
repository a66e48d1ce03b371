import { Button as AriaButton } from "react-aria-components";
import { useActionContext } from "../../app/use_actions";
import { useNow } from "../../app/use_now";
import { AnswerIcon, HangUpIcon, IncomingIcon } from "../../design/icons/phone";
import { useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { OperatorCall } from "../../live/frames";
import { usePhoneState } from "../../phone/current";
import { aboutCaller, callerOf } from "../../phone/rules";
import { answerCall, declineCall } from "./actions";

/** The same as the pop-up says, in the phone bar [V3]. */
export function RingBar({ call }: { call: OperatorCall }) {
  const { t } = useT();
  const now = useNow();
  const who = call.customerName ? t("call.named", { name: call.customerName }) : callerOf(call, t);
  return (
    <section className="bar-line is-ringing" aria-label={t("call.incoming")}>
      <span className="bar-mark">
        <IncomingIcon size={18} />
      </span>
      <span className="bar-who">
        <b className="ellipsis">{t("call.incomingFrom", { name: who })}</b>
        <span className="ellipsis">
          {[aboutCaller(call, t), call.queueName].filter(Boolean).join("・")}
        </span>
      </span>
      <span className="bar-since">
        <b>{clock(now - call.queuedAt)}</b>
        <span>{t("call.waited")}</span>
      </span>
      <RingButtons call={call} />
    </section>
  );
}

interface ButtonsProps {
  call: OperatorCall;
  hasKeys?: boolean;
}

/** 拒否 red at the left, 応答 green at the right. */
export function RingButtons({ call, hasKeys = false }: ButtonsProps) {
  const { t } = useT();
  const context = useActionContext();
  const { answering } = usePhoneState();
  const isAnswering = answering === call.contactId;
  return (
    <div className="ring-buttons">
      <AriaButton
        className="ring-button is-decline"
        isDisabled={isAnswering}
        onPress={() => void declineCall.run(context)}
      >
        <HangUpIcon size={18} />
        {t("call.decline")}
        {hasKeys ? <Keys letter="X" /> : null}
      </AriaButton>
      <AriaButton
        className={isAnswering ? "ring-button is-answer" : "ring-button is-answer is-breathing"}
        isDisabled={isAnswering}
        onPress={() => void answerCall.run(context)}
      >
        <AnswerIcon size={18} />
        {t(isAnswering ? "call.answering" : "call.answer")}
        {hasKeys && !isAnswering ? <Keys letter="A" /> : null}
      </AriaButton>
    </div>
  );
}

function Keys({ letter }: { letter: string }) {
  return (
    <span className="keys" aria-hidden="true">
      <kbd>Alt</kbd>
      <kbd>{letter}</kbd>
    </span>
  );
}
