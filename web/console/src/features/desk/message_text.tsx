import { Fragment } from "react";
import { useT } from "../../i18n/i18n";
import { masked, segmentsOf } from "./ng_words";

const kAddress = /(https?:\/\/[^\s<>"'、。）)」』]+)/g;

interface Props {
  text: string;
  words: readonly string[];
  isMasked: boolean;
}

/** A text with its web addresses as links and, when wanted, its NG words masked. Never HTML. */
export function MessageText({ text, words, isMasked }: Props) {
  const { t } = useT();
  if (!isMasked || words.length === 0) return <Linked text={text} />;
  let at = 0;
  return segmentsOf(text, words).map((segment) => {
    const key = at;
    at += segment.text.length;
    if (!segment.isNg) return <Linked key={key} text={segment.text} />;
    return (
      <span key={key} className="masked">
        <span aria-hidden="true">{masked(segment.text)}</span>
        <span className="visually-hidden">{t("room.maskedWord")}</span>
      </span>
    );
  });
}

function Linked({ text }: { text: string }) {
  return text.split(kAddress).map((part, index) => {
    const isAddress = index % 2 === 1;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move
    if (!isAddress) return <Fragment key={index}>{part}</Fragment>;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text do not move
      <a key={index} href={part} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    );
  });
}
