import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { RotaPage } from "@/components/on-call/rota-page";

export const metadata: Metadata = { title: "Rota" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="on_call.read" page="rota"><RotaPage /></Allowed>
    </Suspense>
  );
}
