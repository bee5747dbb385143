import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { cookies } from "next/headers";
import { Messages } from "#components/messages.tsx";
import { EarlyPresses } from "#components/shell/early-presses.tsx";
import { NoScripts } from "#components/shell/no-scripts.tsx";
import { Toaster } from "#components/ui/toaster.tsx";
import { themeCookie, themeOf } from "#lib/i18n/theme.ts";
import { getLocale } from "#lib/i18n/server.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Metsuke", template: "%s · Metsuke" },
  icons: { icon: "/icon.svg" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf9f6" },
    { media: "(prefers-color-scheme: dark)", color: "#0f1115" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  return (
    <html lang={locale} data-theme={themeOf(jar.get(themeCookie)?.value)}>
      <body>
        <NoScripts />
        <EarlyPresses />
        <Messages namespaces={["common", "errors", "permissions", "shell"]}>
          {children}
          <Toaster />
        </Messages>
      </body>
    </html>
  );
}
