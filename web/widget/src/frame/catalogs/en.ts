import type { Catalog } from "../i18n";

export const catalog: Catalog = {
  back: "Back",
  close: "Close the chat",
  consentCheck: "I agree to the handling of my personal information",
  consentLink: "How we handle personal information",
  disabled: "The chat is not available at the moment.",
  inquiry: "Go to the inquiry form",
  menu: "Menu",
  name: "Your name (optional)",
  offline: "Offline",
  online: "Online",
  powered: "Powered by 窓口 Madoguchi",
  problem_other: "Please try again in a while",
  problem_unavailable: "No connection. Please check your network.",
  retry: "Try again",
  start: "Start the chat",
  starting: "Starting",
  unreachable: "The chat could not be reached.",
};
