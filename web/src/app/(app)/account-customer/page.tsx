import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { AccountCustomerPage } from "@/components/accounts/account-page";

export const metadata: Metadata = { title: "Account" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="accounts.read" page="customer"><AccountCustomerPage /></Allowed>
    </Suspense>
  );
}
