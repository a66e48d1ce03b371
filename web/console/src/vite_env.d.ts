/** The version of the product, from web/package.json. */
declare const __VERSION__: string;
