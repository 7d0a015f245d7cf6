import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { UserList } from "@/components/users/user-list";

export const metadata: Metadata = { title: "Users" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="users.read" page="users"><UserList /></Allowed>
    </Suspense>
  );
}
