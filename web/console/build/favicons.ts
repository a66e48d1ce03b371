import type { Plugin } from "vite";

const kBadge = '<circle cx="24" cy="8" r="8" fill="#C43D2B"/>';

function icon(badge: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#14264A"/><path d="M6 13v-3h20v3M13 10c0 3-1 5-6 6m12-6v4h5M16 6v4m-6 9h12l-1.500 7h-9zm6 0v7" fill="none" stroke="#fff" stroke-width="2"/>${badge}</svg>\n`;
}

function badge(count: string): string {
  const size = count.length > 1 ? 10 : 12;
  return `${kBadge}<text x="24" y="12" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="${size}" fill="#fff">${count}</text>`;
}

/** One favicon without and one for each count of unread messages: a policy without data: addresses allows them. */
export function favicons(): Plugin {
  return {
    name: "favicons",
    generateBundle() {
      const counts = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9+"];
      this.emitFile({ type: "asset", fileName: "assets/icon.svg", source: icon("") });
      for (const [index, count] of counts.entries()) {
        const fileName = `assets/icon-${index + 1}.svg`;
        this.emitFile({ type: "asset", fileName, source: icon(badge(count)) });
      }
    },
  };
}
