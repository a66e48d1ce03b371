import { defineConfig } from "vitest/config";
import { kJsx } from "./vite.config.ts";

export default defineConfig({
  oxc: kJsx,
  test: { name: "widget", include: ["src/**/*.test.{ts,tsx}"] },
});
