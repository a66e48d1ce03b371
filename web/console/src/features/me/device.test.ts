import { expect, it } from "vitest";
import { deviceOf } from "./device";

const kAgents = {
  chrome:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  edge: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
  safari:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

it.each([
  [kAgents.chrome, "Chrome・Windows"],
  [kAgents.edge, "Edge・Windows"],
  [kAgents.safari, "Safari・iPhone"],
  [kAgents.firefox, "Firefox・Linux"],
  ["curl/8.0", ""],
])("%s is %s", (agent, expected) => {
  expect(deviceOf(agent)).toBe(expected);
});
