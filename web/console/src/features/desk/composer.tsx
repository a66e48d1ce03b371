import { useQuery } from "@tanstack/react-query";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  useCallback,
  useRef,
  useSyncExternalStore,
} from "react";
import { ngWordsQuery } from "../../app/api";
import { isComposing } from "../../app/shortcuts";
import { useUi } from "../../app/ui";
import { useFocusWish, wishFocus } from "../../app/use_focus_wish";
import { useMe } from "../../app/use_me";
import { Button, IconButton } from "../../design/button";
import { AttachIcon, SendIcon } from "../../design/icons/actions";
import { ImageIcon } from "../../design/icons/objects";
import { WarnIcon } from "../../design/icons/states";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { useLive, useLiveDesk } from "../../live/use_live";
import { usePreferences } from "../me/preferences";
import { TemplateButton, TemplatePicker, useTemplatePicker } from "../message_templates";
import { ClosedComposer } from "./closed_composer";
import { isEmpty, isSendKey, replyState, whyNotSend } from "./composer_rules";
import { draftName, drafts } from "./drafts";
import { segmentsOf } from "./ng_words";
import { UploadList } from "./upload_list";
import { trayOf } from "./uploads";

type Kind = "reply" | "note";

const kNoWords: string[] = [];
const kLongest = 4000;

/** Reply and note below the log. Where no reply is possible one line says why; a note always is. */
export function Composer({ contact }: { contact: Contact }) {
  const me = useMe();
  const kind = useUi((state) => state.composer);
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? false, []));
  const state = replyState(contact, me.id, isChatOn);
  if (kind === "reply" && state !== "open")
    return <ClosedComposer contact={contact} state={state} />;
  return <OpenComposer key={kind} contact={contact} kind={kind} />;
}

export function KindTabs({ kind }: { kind: Kind }) {
  const { t } = useT();
  const choose = (composer: Kind) => wishFocus("composerFocus", { composer });
  return (
    <div className="kind-tabs" role="tablist" aria-label={t("composer.kinds")}>
      <button
        type="button"
        role="tab"
        aria-selected={kind === "reply"}
        onClick={() => choose("reply")}
      >
        {t("composer.reply")}
      </button>
      <button
        type="button"
        role="tab"
        aria-selected={kind === "note"}
        onClick={() => choose("note")}
      >
        {t("composer.note")}
      </button>
    </div>
  );
}

function useDraft(name: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.read(name));
  const set = useCallback((next: string) => drafts.write(name, next), [name]);
  return [text, set];
}

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

function OpenComposer({ contact, kind }: { contact: Contact; kind: Kind }) {
  const { t } = useT();
  const live = useLiveDesk();
  const { preferences } = usePreferences();
  const [text, setText] = useDraft(draftName(contact.id, kind));
  const tray = trayOf(contact, kind);
  const uploads = useSyncExternalStore(tray.subscribe, tray.get);
  const words = useQuery(ngWordsQuery(contact.serviceId)).data ?? kNoWords;
  const input = useRef<HTMLTextAreaElement>(null);
  useFocusWish("composerFocus", input);
  const { serviceId } = contact;
  const picker = useTemplatePicker({ serviceId, input, text, longest: kLongest });

  const why = whyNotSend({ kind, text, uploads, words });
  const canSend = why === null && !isEmpty(text, uploads);
  const send = () => {
    if (!canSend) return;
    const files = tray.takeStored();
    setText("");
    void live.write(contact, kind, text.trim(), files);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (picker.onKeyDown(event)) return;
    if (event.key === "Escape" && !isComposing(event.nativeEvent)) leaveToLog(event.currentTarget);
    if (!isSendKey(event.nativeEvent, preferences.sendWith, isTouch())) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData.files);
    if (files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  };
  const onChange = (next: string) => {
    picker.onTyped(text, next);
    setText(next);
    live.typing(contact, kind, next !== "");
  };
  return (
    <div className={kind === "note" ? "composer is-note" : "composer"}>
      <TemplatePicker picker={picker} />
      <div className="composer-head">
        <KindTabs kind={kind} />
        <Destination contact={contact} kind={kind} />
      </div>
      <div className="composer-text">
        <Underlines text={text} words={kind === "reply" ? words : kNoWords} />
        <textarea
          {...picker.inputProps}
          ref={input}
          value={text}
          rows={1}
          maxLength={kLongest}
          aria-label={t(kind === "reply" ? "composer.replyLabel" : "composer.noteLabel")}
          aria-invalid={why === "composer.ngWord" || undefined}
          placeholder={t(kind === "reply" ? "composer.replyHint" : "composer.noteHint")}
          onChange={(event) => onChange(event.target.value)}
          onBlur={(event) => {
            picker.onBlur(event);
            live.typing(contact, kind, false);
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      </div>
      <UploadList uploads={uploads} tray={tray} />
      {why ? (
        <p className="composer-why" role="status">
          <WarnIcon size={16} />
          {t(why)}
        </p>
      ) : null}
      <div className="composer-foot">
        <FilePicker onFiles={(files) => tray.add(files)} />
        <TemplateButton picker={picker} />
        <SendHint sendWith={preferences.sendWith} length={text.length} />
        <Button
          kind="primary"
          className="send"
          isDisabled={!canSend}
          onPress={send}
          aria-label={t("composer.send")}
        >
          <SendIcon size={18} />
          <span className="send-word">
            {t(kind === "note" ? "composer.saveNote" : "composer.send")}
          </span>
        </Button>
      </div>
    </div>
  );
}

/** Draws the text once more below the real one, to give it its height and to underline NG words. */
function Underlines({ text, words }: { text: string; words: readonly string[] }) {
  let at = 0;
  return (
    <div className="composer-mirror" aria-hidden="true">
      {segmentsOf(text, words).map((segment) => {
        const key = at;
        at += segment.text.length;
        return segment.isNg ? <mark key={key}>{segment.text}</mark> : segment.text;
      })}
      {"\u200b"}
    </div>
  );
}

function Destination({ contact, kind }: { contact: Contact; kind: Kind }) {
  const { t } = useT();
  if (kind === "note") return <span className="destination">{t("composer.toColleagues")}</span>;
  return (
    <span className="destination">
      {t(contact.isCustomerOnline ? "composer.toChat" : "composer.toChatLater")}
    </span>
  );
}

function SendHint({ sendWith, length }: { sendWith: "enter" | "ctrlEnter"; length: number }) {
  const { t } = useT();
  if (length > kLongest - 200) {
    return (
      <span className="send-hint">
        {length} / {kLongest}
      </span>
    );
  }
  return (
    <span className="send-hint is-keys">
      {sendWith === "ctrlEnter" ? <kbd>Ctrl</kbd> : null}
      <kbd>Enter</kbd>
      {t("composer.sendsWith")}
    </span>
  );
}

function FilePicker({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useT();
  const anyFile = useRef<HTMLInputElement>(null);
  const image = useRef<HTMLInputElement>(null);
  const take = (input: HTMLInputElement) => {
    onFiles(Array.from(input.files ?? []));
    input.value = "";
  };
  return (
    <>
      <IconButton
        icon={AttachIcon}
        label={t("file.attach")}
        onPress={() => anyFile.current?.click()}
      />
      <IconButton
        icon={ImageIcon}
        label={t("file.attachImage")}
        className="wide-only"
        onPress={() => image.current?.click()}
      />
      <input
        ref={anyFile}
        type="file"
        multiple
        hidden
        aria-label={t("file.attach")}
        onChange={(event) => take(event.target)}
      />
      <input
        ref={image}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t("file.attachImage")}
        onChange={(event) => take(event.target)}
      />
    </>
  );
}

/** Out of the text, where the letters are shortcuts and the arrows scroll. */
function leaveToLog(input: Element): void {
  input.closest(".room")?.querySelector<HTMLElement>("[role=log]")?.focus();
}
