import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { AccountsPage } from "@/components/accounts/accounts-page";

export const metadata: Metadata = { title: "Accounts" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="accounts.read" page="accounts"><AccountsPage /></Allowed>
    </Suspense>
  );
}
