import { readFileSync } from "node:fs";
import localesPlugin from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { catalogs } from "./build/catalogs.ts";
import { contentSecurityPolicy } from "./build/csp.ts";
import { favicons } from "./build/favicons.ts";

const version =
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version ?? "";

export default defineConfig({
  base: "/",
  plugins: [
    { ...localesPlugin.vite({ locales: ["ja-JP", "en-US", "ko-KR"] }), enforce: "pre" },
    react(),
    catalogs(),
    contentSecurityPolicy(),
    favicons(),
  ],
  define: { __VERSION__: JSON.stringify(version) },
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    target: "es2022",
    reportCompressedSize: false,
  },
  server: {
    proxy: { "/api": { target: "http://127.0.0.1:8080", ws: true } },
  },
});
