import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { UserPage } from "@/components/users/user-page";

export const metadata: Metadata = { title: "User" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="users.read" page="user"><UserPage /></Allowed>
    </Suspense>
  );
}
