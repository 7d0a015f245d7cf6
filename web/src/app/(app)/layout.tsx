import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { SessionGate } from "@/components/sign-in/session-gate";

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <SessionGate>
      <AppShell>{children}</AppShell>
    </SessionGate>
  );
}
