import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { LiveProvider } from "@/live/live-provider";

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <AppShell>{children}</AppShell>
    </LiveProvider>
  );
}
