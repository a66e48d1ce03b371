import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: ["shared", "console", "widget"],
    reporters: ["default"],
  },
});
