import type { ReactNode } from "react";
import { LanguageLinks } from "#components/shell/language-links.tsx";
import { Logo } from "#components/logo.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[1fr_auto] place-items-center gap-6 px-4 py-8">
      <main className="w-full max-w-sm">
        <Logo className="mb-5 size-10" />
        {children}
      </main>
      <footer>
        <LanguageLinks />
      </footer>
    </div>
  );
}
