"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { PagedQuery } from "@/lib/queries";
import { Button, Failure, Skeletons } from "./ui";

interface Props<T> {
  what: string;
  query: PagedQuery<T>;
  empty: ReactNode;
  children: (rows: T[]) => ReactNode;
}

/** A cursor-paged list with its loading, failed, empty and "more" states. */
export function Paged<T>({ what, query, empty, children }: Props<T>) {
  const t = useTranslations("common");
  const answer = useInfiniteQuery(query);
  if (answer.isPending) return <div className="space-y-3"><Skeletons count={4} className="h-12" label={t("loadingWhat", { what })} /></div>;
  if (answer.isError && !answer.data) return <Failure error={answer.error} what={what} onRetry={() => void answer.refetch()} />;
  const rows = answer.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <>{empty}</>;
  return (
    <>
      {children(rows)}
      {answer.hasNextPage && (
        <p className="mt-5 text-center"><Button onClick={() => void answer.fetchNextPage()} disabled={answer.isFetchingNextPage}>{t("showMore")}</Button></p>
      )}
    </>
  );
}
