import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { RouterProvider as AriaRouter } from "react-aria-components";
import { Toasts } from "../design/toast";
import { LanguageProvider } from "../i18n/i18n";
import { queries } from "./api";
import { router } from "./router";

/** Everything around the pages. */
export function App() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <AriaRouter navigate={(path) => void router.navigate({ to: path })}>
          <RouterProvider router={router} />
          <Toasts />
        </AriaRouter>
      </QueryClientProvider>
    </LanguageProvider>
  );
}
