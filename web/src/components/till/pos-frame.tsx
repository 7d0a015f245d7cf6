"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { BrandMark } from "../brand";

interface Props {
  /** Whose till it is, and where. */
  heading?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** The till's one bar, which stays on top however far one scrolls, and what stands below it. */
export function PosFrame({ heading, aside, children }: Props) {
  const t = useTranslations("pos");
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="sr-only z-20 rounded bg-surface px-4 py-3 font-bold focus:not-sr-only focus:fixed focus:top-2 focus:left-2">{t("bar.skip")}</a>
      <header className="sticky top-0 z-10 bg-brand text-brand-ink print:hidden">
        <div className="mx-auto flex min-h-18 max-w-[120rem] items-center gap-2 px-3 py-2 max-sm:min-h-27 max-sm:flex-wrap max-sm:content-start max-sm:justify-end max-sm:gap-y-1.5 sm:gap-3 sm:px-5">
          <BrandMark className="size-10 shrink-0 max-sm:hidden" />
          <div className="min-w-0 flex-1 max-sm:flex max-sm:basis-full max-sm:items-baseline max-sm:gap-2">{heading ?? <p className="truncate text-lg font-bold">Motorway Petroleum</p>}</div>
          {aside}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[120rem] flex-1 px-3 py-3 outline-none sm:px-5">{children}</main>
    </div>
  );
}
