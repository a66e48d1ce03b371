import type { Client } from "../client";
import { t } from "../i18n";
import { Icon } from "../view/icon";

type Part = typeof import("../call/index");

const kPhone =
  "M6.6 3.5l2.6.8 1 3.6-1.8 1.7a12 12 0 0 0 6 6l1.7-1.8 3.6 1 .8 2.6a2.3 2.3 0 0 1-2.4 3A15.6 15.6 0 0 1 3.6 5.9a2.3 2.3 0 0 1 3-2.4z";

let part: Part | null = null;
let loading: Promise<Part> | null = null;
let isOpen = false;

async function load(client: Client): Promise<Part> {
  try {
    const loaded = await import("../call/index");
    await loaded.prepare(client);
    part = loaded;
    return loaded;
  } catch (reason) {
    loading = null;
    throw reason;
  }
}

/** The focus goes back to the button before what has it goes away. */
function close(client: Client): void {
  document.querySelector<HTMLElement>(".phone-tool")?.focus();
  isOpen = false;
  part?.clearCall();
  client.refresh();
}

async function open(client: Client): Promise<void> {
  loading ??= load(client);
  const { startCall } = await loading;
  isOpen = true;
  startCall(client);
}

function turn(client: Client): void {
  if (isOpen && !part?.isCalling()) close(client);
  else void open(client).catch(() => client.refresh());
}

/** The telephone in the header, and below it what becomes of the call. A call that goes on stays in sight. */
export function Call({ client }: { client: Client }): JSX.Element {
  const { config, phase } = client.state;
  if (!config?.hasCalls || phase !== "ready") return null;
  return (
    <>
      <button
        type="button"
        class="tool phone-tool"
        aria-label={t("call")}
        aria-expanded={isOpen}
        onClick={() => turn(client)}
      >
        <Icon path={kPhone} />
      </button>
      {isOpen && part && <part.Panel client={client} close={() => close(client)} />}
    </>
  );
}
