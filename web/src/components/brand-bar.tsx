import Link from "next/link";
import type { ReactNode } from "react";
import { BrandMark } from "./brand";

/** The strip on top of every page. */
export function BrandBar({ children }: { children?: ReactNode }) {
  return (
    <header className="bg-brand text-brand-ink print:hidden">
      <div className="mx-auto flex min-h-15 max-w-[120rem] flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
        <Link href="/" className="flex min-h-11 items-center gap-3 text-lg font-bold">
          <BrandMark />
          <span><span className="hidden min-[26rem]:inline lg:max-xl:hidden">Motorway </span>Petroleum</span>
        </Link>
        {children}
      </div>
    </header>
  );
}
