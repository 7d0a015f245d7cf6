import type { Metadata } from "next";
import type { ReactNode } from "react";
import { OfflineGate } from "@/components/offline/offline-gate";
import { Splash } from "@/components/splash";
import { PosGate } from "@/components/till/pos-gate";
import { Texts } from "@/i18n/texts";

export const metadata: Metadata = {
  manifest: "/pos/manifest.webmanifest",
  icons: { apple: "/pos/icon-apple-180.png" },
  appleWebApp: { capable: true, title: "Till" },
};

const BUNDLES = ["selling", "pos"] as const;

/** The till stands alone: nothing of the dashboard is loaded with it, and nothing leads there by a slip of the finger. */
export default function PosLayout({ children }: { children: ReactNode }) {
  return <Texts bundles={BUNDLES} waiting={<Splash />}><OfflineGate><PosGate>{children}</PosGate></OfflineGate></Texts>;
}
