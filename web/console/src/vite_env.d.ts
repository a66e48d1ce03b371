/** The version of the product, from web/package.json. */
declare const __VERSION__: string;

/** The texts of the settings, apart from those of the first screen (build/catalogs.ts). */
declare module "*.json?settings" {
  const texts: Record<string, string>;
  // biome-ignore lint/style/noDefaultExport: what Vite makes of a JSON file
  export default texts;
}
