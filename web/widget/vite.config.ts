import { resolve } from "node:path";
import { defineConfig, type Plugin, type UserConfig } from "vite";

const kOutput = resolve(import.meta.dirname, "../dist/widget");

/** JSX becomes calls of our own `h`, imported where there is JSX. */
export const kJsx = {
  jsx: { runtime: "classic" as const, pragma: "h", pragmaFrag: "Fragment", development: false },
};

const kDom = resolve(import.meta.dirname, "src/frame/dom.ts");

export const importsJsx: Plugin = {
  name: "imports-jsx",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith(".tsx") ? `import { Fragment, h } from ${JSON.stringify(kDom)};${code}` : null,
};

/** One classic script that a customer's page includes: /widget.js. */
const loader: UserConfig = {
  build: {
    outDir: kOutput,
    emptyOutDir: true,
    target: "es2022",
    lib: {
      entry: resolve(import.meta.dirname, "src/loader/main.ts"),
      formats: ["iife"],
      name: "madoguchiLoader",
      fileName: () => "widget.js",
    },
  },
};

/**
 * Vite wraps each import() in code that loads the style sheets of the lazy part first. Ours have none: all styles come
 * with the first load.
 */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: (id) =>
    id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null,
};

/** The page inside the iframe and the full page chat; the server sends frame.html for both. */
const frame: UserConfig = {
  base: "/",
  plugins: [plainImports, importsJsx],
  oxc: kJsx,
  build: {
    outDir: kOutput,
    emptyOutDir: false,
    target: "es2022",
    assetsDir: "assets/widget",
    assetsInlineLimit: 0,
    modulePreload: false,
    manifest: true,
    rollupOptions: { input: resolve(import.meta.dirname, "frame.html") },
  },
};

export default defineConfig(({ mode }) => (mode === "loader" ? loader : frame));
