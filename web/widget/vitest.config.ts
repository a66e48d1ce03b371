import { defineConfig } from "vitest/config";
import { importsJsx, kJsx } from "./vite.config.ts";

export default defineConfig({
  oxc: kJsx,
  plugins: [importsJsx],
  test: { name: "widget", include: ["src/**/*.test.{ts,tsx}"] },
});
