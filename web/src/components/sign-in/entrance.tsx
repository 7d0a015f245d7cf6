import type { ReactNode } from "react";
import { LanguageChoice } from "@/i18n/language-choice";
import { BrandMark } from "../brand";

/** The card on the company's colour: everything that comes before the app itself. */
export function Entrance({ subtitle, wide = false, children }: { subtitle: string; wide?: boolean; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-brand px-4 py-8">
      <div className={`w-full rounded-2xl bg-surface p-6 shadow-xl sm:p-9 ${wide ? "max-w-xl" : "max-w-md"}`}>
        <div className="mb-7 flex items-center gap-4">
          <BrandMark className="size-14 shrink-0 rounded-xl ring-1 ring-line" />
          <div>
            <h1 className="text-[1.375rem] leading-7 font-bold sm:text-2xl">Motorway Petroleum</h1>
            <p className="text-ink-2">{subtitle}</p>
          </div>
        </div>
        {children}
        <LanguageChoice className="mt-6 border-t border-line pt-3 text-ink-2" />
      </div>
    </main>
  );
}
