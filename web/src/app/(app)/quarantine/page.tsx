import type { Metadata } from "next";
import { QuarantineTable } from "@/components/quarantine-table";

export const metadata: Metadata = { title: "Quarantine" };

export default function QuarantinePage() {
  return <QuarantineTable />;
}
