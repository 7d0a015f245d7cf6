"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { ApiProblem } from "@/lib/problem";
import { site as siteQuery } from "@/lib/queries";
import { Forecourt } from "./forecourt";
import { Empty, Failure, Skeletons } from "./ui";

/** `/site?id=…`: finds the site, then shows its forecourt. */
export function SitePage() {
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...siteQuery(id), enabled: id !== "" });
  const unknown = id === "" || (answer.error instanceof ApiProblem && answer.error.status === 404);
  if (unknown) {
    return (
      <Empty icon="question" title="There is no such site">
        <Link href="/" className="font-semibold text-accent underline">To the list of sites</Link>
      </Empty>
    );
  }
  if (answer.data) return <Forecourt key={id} site={answer.data} />;
  if (answer.isError) return <Failure error={answer.error} what="The site" onRetry={() => void answer.refetch()} />;
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-4">
      <Skeletons count={8} className="h-44" label="Loading the site" />
    </div>
  );
}
