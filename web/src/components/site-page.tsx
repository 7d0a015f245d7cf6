"use client";

import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { ApiProblem } from "@/lib/problem";
import { site as siteQuery } from "@/lib/queries";
import type { Site } from "@/lib/types";
import { useTitle } from "@/lib/use-title";
import { Forecourt } from "./forecourt";
import { Empty, Failure, Skeletons } from "./ui";

/** What stands there while there is no site to show. */
function NoSite({ unknown, answer }: { unknown: boolean; answer: UseQueryResult<Site> }) {
  const t = useTranslations("sites");
  useTitle(t("forecourt"));
  if (unknown) {
    return (
      <Empty whole icon="question" title={t("noSuchSite")}>
        <Link href="/" className="font-semibold text-accent underline">{t("toList")}</Link>
      </Empty>
    );
  }
  if (answer.isError) return <Failure whole error={answer.error} what={t("theSite")} onRetry={() => void answer.refetch()} />;
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-4">
      <Skeletons count={8} className="h-44" label={t("loadingSite")} />
    </div>
  );
}

/** `/site?id=…`: finds the site, then shows its forecourt. */
export function SitePage() {
  const id = useSearchParams().get("id") ?? "";
  const answer = useQuery({ ...siteQuery(id), enabled: id !== "" });
  const unknown = id === "" || (answer.error instanceof ApiProblem && answer.error.status === 404);
  if (unknown || !answer.data) return <NoSite unknown={unknown} answer={answer} />;
  return <Forecourt key={id} site={answer.data} />;
}
