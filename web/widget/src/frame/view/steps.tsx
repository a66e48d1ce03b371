import type { Client } from "../client";
import type { ProblemCode, WidgetConfig } from "../contract";
import type { Child } from "../dom";
import { hasText, pick, t } from "../i18n";
import { oneLine } from "../text";
import { visitAsked } from "../update";
import { Icon, kOut } from "./icon";

const kNameLength = 100;

/** A refusal in words for the customer. */
export function problemText(code: ProblemCode | ""): string {
  const key = `problem_${code}`;
  return t(hasText(key) ? key : "problem_other");
}

interface LinkProps {
  href: string;
  class?: string;
  children: Child;
}

/** Only addresses of the web become links, whatever the settings hold. */
export function OutLink({ href, children, ...props }: LinkProps): JSX.Element {
  if (!/^https?:\/\//i.test(href)) return null;
  return (
    <a href={href} class={props.class} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon path={kOut} size={16} />
    </a>
  );
}

interface Props {
  client: Client;
  config: WidgetConfig;
}

interface ConsentProps extends Props {
  /** The words of the button, where it begins something else than a chat. */
  begin?: string;
}

/** Before the first message, where the service asks for it: text, link, one box to tick, a name if one likes [C2]. */
export function Consent({ client, config, begin }: ConsentProps): JSX.Element {
  const { visit, visitProblem } = client.state;
  const isStarting = visit === "starting";
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get("name"));
    client.dispatch(visitAsked(true, oneLine(name, kNameLength).trim()));
  };
  return (
    <form class="step" onSubmit={start}>
      <p class="hello">{pick(config.greeting, config.language)}</p>
      <div class="card">
        <p>{pick(config.consentText, config.language)}</p>
        <OutLink href={config.consentUrl}>{t("consentLink")}</OutLink>
        <label class="check">
          <input type="checkbox" required />
          {t("consentCheck")}
        </label>
      </div>
      <label class="entry">
        {t("name")}
        <input name="name" autocomplete="name" maxLength={kNameLength} />
      </label>
      <button type="submit" class="main" disabled={isStarting}>
        {isStarting ? t("starting") : (begin ?? t("start"))}
      </button>
      <p class="error" role="alert">
        {visitProblem && problemText(visitProblem)}
      </p>
    </form>
  );
}

/** Nobody is online: what the service says then, and where an inquiry can be left [C3]. */
export function Away({ config }: { config: WidgetConfig }): JSX.Element {
  return (
    <div class="away" role="status">
      <p>{pick(config.offlineText, config.language)}</p>
      <OutLink class="main" href={config.inquiryUrl}>
        {t("inquiry")}
      </OutLink>
    </div>
  );
}
