import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { SessionGate } from "@/components/sign-in/session-gate";
import { Splash } from "@/components/splash";
import { Texts } from "@/i18n/texts";

const BUNDLES = ["account", "selling", "dashboard"] as const;

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <Texts bundles={BUNDLES} waiting={<Splash />}>
      <SessionGate>
        <AppShell>{children}</AppShell>
      </SessionGate>
    </Texts>
  );
}
