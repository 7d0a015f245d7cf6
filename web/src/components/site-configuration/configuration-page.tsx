"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { sitePath } from "@/lib/navigation";
import { site as siteQuery } from "@/lib/queries";
import { PageHead } from "../page-head";
import { BackLink, Detail } from "../sales/parts";
import { Skeleton } from "../ui";

const Editor = dynamic(() => import("./editor").then((found) => found.Editor), { ssr: false, loading: () => <Skeleton className="h-[32rem] w-full" /> });

const HELP = "The whole configuration as one document, YAML or JSON. What would change is shown before anything is changed.";

function OfSite({ id }: { id: string }) {
  const answer = useQuery({ ...siteQuery(id), enabled: id !== "", refetchOnWindowFocus: false });
  return (
    <>
      <BackLink href={sitePath(id)}>{answer.data?.name ?? "Site"}</BackLink>
      <PageHead title="Site configuration">{HELP}</PageHead>
      <Detail id={id} what="site" answer={answer}>{(site) => <Editor key={id} site={site} />}</Detail>
    </>
  );
}

/** `/site/configuration?id=…`, or `?new=1` */
export function ConfigurationPage() {
  const params = useSearchParams();
  if (params.get("new") !== "1") return <OfSite id={params.get("id") ?? ""} />;
  return (
    <>
      <BackLink href="/">Sites</BackLink>
      <PageHead title="New site">{HELP}</PageHead>
      <Editor site={null} />
    </>
  );
}
