import { Component, createRef, type JSX } from "preact";
import type { Client } from "../client";
import { pick, t } from "../i18n";
import type { Action } from "../state";
import { looked } from "../update";
import { Icon } from "../view/icon";
import { Dialog } from "./dialog";
import { kSave } from "./files";
import { saveAs, transcript } from "./transcript";

const kEnd = "M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M10 8l-4 4 4 4M6 12h9";

/** The end is sent after everything that was written before it. */
export const endAsked: Action = (state) => ({ wantsEnd: state.contactId !== null });

interface Props {
  client: Client;
}

function saveTranscript({ state }: Client): void {
  const { config, thread } = state;
  const title = config ? pick(config.title, config.language) : "";
  const name = `chat-${new Date().toISOString().slice(0, 10)}.txt`;
  // The mark lets editors on Windows see that this is UTF-8.
  const text = `\ufeff${transcript(title, thread, Date.now())}`;
  saveAs(name, new Blob([text], { type: "text/plain;charset=utf-8" }));
}

/** What one can do with the whole chat. Ending asks once more. */
export class Menu extends Component<Props, { asks: boolean }> {
  override state = { asks: false };
  private readonly first = createRef<HTMLButtonElement>();
  private readonly list = createRef<HTMLDivElement>();
  private readonly opener = document.activeElement;

  override componentDidMount(): void {
    document.addEventListener("pointerdown", this.onPointer);
    this.first.current?.focus();
  }

  override componentWillUnmount(): void {
    document.removeEventListener("pointerdown", this.onPointer);
    if (this.opener instanceof HTMLElement) this.opener.focus();
  }

  private readonly onPointer = ({ target }: Event): void => {
    const isOutside = target instanceof Element && !target.closest(".items,.menu,dialog");
    if (isOutside) this.close();
  };

  private readonly close = (): void => this.props.client.dispatch(looked({ isMenuOpen: false }));

  private readonly save = (): void => {
    saveTranscript(this.props.client);
    this.close();
  };

  private readonly end = (): void => {
    this.props.client.dispatch(endAsked);
    this.close();
  };

  override render({ client }: Props): JSX.Element {
    if (this.state.asks) return this.renderQuestion();
    return (
      <div class="items" ref={this.list}>
        <button type="button" ref={this.first} onClick={this.save}>
          <Icon path={kSave} size={18} />
          {t("transcript")}
        </button>
        {client.state.contactId && (
          <button type="button" onClick={() => this.setState({ asks: true })}>
            <Icon path={kEnd} size={18} />
            {t("end")}
          </button>
        )}
      </div>
    );
  }

  private renderQuestion(): JSX.Element {
    return (
      <Dialog class="ask" label={t("endConfirm")} onClosed={this.close}>
        <form method="dialog">
          <h2>{t("endConfirm")}</h2>
          <p>{t("endConfirmNote")}</p>
          <button type="submit" class="quiet">
            {t("cancel")}
          </button>
          <button type="button" class="main" onClick={this.end}>
            {t("end")}
          </button>
        </form>
      </Dialog>
    );
  }
}
