import type { Metadata } from "next";
import { Suspense } from "react";
import { Till } from "@/components/till/till";
import { Texts } from "@/i18n/texts";

export const metadata: Metadata = { title: "Till" };

const BUNDLES = ["handout"] as const;

export default function Page() {
  return (
    <Suspense>
      <Texts bundles={BUNDLES}><Till /></Texts>
    </Suspense>
  );
}
