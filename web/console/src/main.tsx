import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import "./design/base.css";
import { refuseDrops } from "./app/drop_guard";
import { applyRememberedTheme } from "./app/theme";
import { firstLanguage, speak } from "./i18n/i18n";

applyRememberedTheme();
refuseDrops(window);
await speak(firstLanguage());
const root = document.getElementById("root");
if (root) createRoot(root).render(<App />);
