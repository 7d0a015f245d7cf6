import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { CommandTable } from "@/components/command-table";

export const metadata: Metadata = { title: "Commands" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="commands.read" page="commands"><CommandTable /></Allowed>
    </Suspense>
  );
}
