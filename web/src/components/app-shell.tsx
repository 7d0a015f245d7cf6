"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { signOut } from "@/lib/api";
import { me } from "@/lib/queries";
import { BrandMark } from "./brand";
import { LiveIndicator } from "./live-indicator";

const PAGES = [
  { href: "/", text: "Sites" },
  { href: "/devices/", text: "Devices" },
  { href: "/quarantine/", text: "Quarantine" },
];

function Navigation() {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="order-last flex w-full gap-1 sm:order-none sm:w-auto">
      {PAGES.map(({ href, text }) => {
        const here = path === href || (href === "/" && path.startsWith("/site"));
        return (
          <Link key={href} href={href} aria-current={here ? "page" : undefined}
            className={`flex min-h-11 items-center rounded-lg px-3 font-semibold ${here ? "bg-white/20 text-white" : "text-white/85 hover:bg-white/10"}`}>
            {text}
          </Link>
        );
      })}
    </nav>
  );
}

function SignOut() {
  const router = useRouter();
  const client = useQueryClient();
  const user = useQuery(me());
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      client.clear();
      router.replace("/login/");
    },
  });
  return (
    <button type="button" data-testid="sign-out" onClick={() => leave.mutate()} disabled={leave.isPending}
      className="min-h-11 rounded-lg border border-white/40 px-3 font-semibold text-white hover:bg-white/10">
      Sign out<span className="sr-only sm:not-sr-only">{user.data ? ` ${user.data.username}` : ""}</span>
    </button>
  );
}

export function AppShell({ children }: { children: ReactNode }) {
  return (
    <>
      <a href="#main" className="sr-only z-10 rounded bg-surface px-4 py-3 font-bold focus:not-sr-only focus:fixed focus:top-2 focus:left-2">
        Skip to content
      </a>
      <header className="bg-brand text-brand-ink">
        <div className="mx-auto flex max-w-[120rem] flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
          <Link href="/" className="flex min-h-11 items-center gap-3 text-lg font-bold">
            <BrandMark />
            <span><span className="hidden min-[26rem]:inline">Motorway </span>Petroleum</span>
          </Link>
          <Navigation />
          <div className="ml-auto flex items-center gap-3">
            <LiveIndicator />
            <SignOut />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-[120rem] px-4 py-5 outline-none sm:px-6">{children}</main>
    </>
  );
}
