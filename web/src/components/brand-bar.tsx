import Link from "next/link";
import type { ReactNode } from "react";
import { BrandMark } from "./brand";

/** The strip on top of every page: brand, then what navigates, then the rest. Its height does not follow what it says. */
export function BrandBar({ children }: { children?: ReactNode }) {
  return (
    <header className="bg-brand text-brand-ink print:hidden">
      <div className="mx-auto grid min-h-15 max-w-[120rem] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6 xl:grid-cols-[auto_minmax(0,1fr)_auto]">
        <Link href="/" className="flex min-h-11 min-w-0 items-center gap-3 text-lg font-bold">
          <BrandMark />
          <span className="truncate"><span className="hidden min-[26rem]:inline xl:max-2xl:hidden">Motorway </span>Petroleum</span>
        </Link>
        {children}
      </div>
    </header>
  );
}
