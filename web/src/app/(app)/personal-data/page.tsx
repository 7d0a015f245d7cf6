import type { Metadata } from "next";
import { Suspense } from "react";
import { Allowed } from "@/components/not-allowed";
import { PersonalDataPage } from "@/components/personal-data/personal-data-page";

export const metadata: Metadata = { title: "Personal data" };

export default function Page() {
  return (
    <Suspense>
      <Allowed operation="personal_data.export" page="personalData"><PersonalDataPage /></Allowed>
    </Suspense>
  );
}
