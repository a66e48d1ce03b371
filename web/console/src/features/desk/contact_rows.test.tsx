import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeAll, expect, it } from "vitest";
import { LanguageProvider, speak } from "../../i18n/i18n";
import type { OperatorState } from "../../live/frames";
import type { Live } from "../../live/live";
import { kEmptyState } from "../../live/state";
import { makeCall, makeState } from "../../live/testing";
import { LiveProvider } from "../../live/use_live";
import { ContactRows } from "./contact_rows";

beforeAll(() => speak("ja"));
afterEach(cleanup);

function draw(me: OperatorState): string {
  const state = { ...kEmptyState, me };
  const live = { getState: () => state, subscribeToState: () => () => undefined };
  const nothing = () => undefined;
  return (
    render(
      <LanguageProvider>
        <LiveProvider live={live as unknown as Live}>
          <ContactRows
            box="mine"
            myId="1"
            contactId={null}
            status="loaded"
            onOpen={nothing}
            onRetry={nothing}
          />
        </LiveProvider>
      </LanguageProvider>,
    ).container.textContent ?? ""
  );
}

it("an empty list says so, unless a call rings above it", () => {
  expect(draw(makeState())).toContain("担当している");
  cleanup();
  expect(draw(makeState({ activity: "ringing", call: makeCall() }))).toBe("");
});
