import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { catalogs } from "./build/catalogs.ts";

export default defineConfig({
  plugins: [react(), catalogs()],
  // What the server writes into the audit log is read from its sources.
  server: { fs: { allow: ["../.."] } },
  test: { name: "console", environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
