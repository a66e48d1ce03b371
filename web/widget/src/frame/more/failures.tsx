import type { Client } from "../client";
import { t } from "../i18n";
import { changeOutgoing } from "../outbox";
import type { Action, Outgoing } from "../state";
import { Icon } from "../view/icon";
import { problemText } from "../view/steps";

const kWarning =
  "M12 9v4m0 3.5h.01M10.5 4.5L3 18a1.7 1.7 0 0 0 1.5 2.5h15A1.7 1.7 0 0 0 21 18L13.5 4.5a1.7 1.7 0 0 0-3 0z";

/** The same id goes out again: should the first one have arrived after all, it counts once. */
export const resendAsked =
  (clientId: string): Action =>
  (state) =>
    changeOutgoing(state, clientId, { problem: "" });

export const discardAsked =
  (clientId: string): Action =>
  (state) => ({ outbox: state.outbox.filter((outgoing) => outgoing.clientId !== clientId) });

/** Below a message that was refused: why, and what can be done. */
export function Failed(props: { client: Client; outgoing: Outgoing | undefined }) {
  const { client, outgoing } = props;
  if (!outgoing) return null;
  const { clientId, problem } = outgoing;
  return (
    <>
      <p class="meta bad">
        <Icon path={kWarning} size={14} />
        {t("sendFailed")}・{problemText(problem)}
      </p>
      <p class="meta">
        <button type="button" class="plain" onClick={() => client.dispatch(resendAsked(clientId))}>
          {t("resend")}
        </button>
        <button type="button" class="plain" onClick={() => client.dispatch(discardAsked(clientId))}>
          {t("discard")}
        </button>
      </p>
    </>
  );
}

/** The browser keeps no cookie for this frame: the same chat works as a page of its own. */
export function Blocked({ client }: { client: Client }): JSX.Element {
  const address = `/chat/${client.serviceKey}?language=${client.language()}`;
  return (
    <div class="step notice">
      <p role="status">{t("blocked")}</p>
      {client.host && (
        <a class="main" href={address} target="_blank" rel="noopener">
          {t("blockedLink")}
        </a>
      )}
    </div>
  );
}
