"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { sitePath } from "@/lib/navigation";
import { site as siteQuery } from "@/lib/queries";
import { PageHead } from "../page-head";
import { BackLink, Detail } from "../sales/parts";
import { Skeleton } from "../ui";

const Editor = dynamic(() => import("./editor").then((found) => found.Editor), { ssr: false, loading: () => <Skeleton className="h-[32rem] w-full" /> });

function OfSite({ id }: { id: string }) {
  const t = useTranslations("sites");
  const common = useTranslations("common");
  const answer = useQuery({ ...siteQuery(id), enabled: id !== "", refetchOnWindowFocus: false });
  return (
    <>
      <BackLink href={sitePath(id)}>{answer.data?.name ?? common("site")}</BackLink>
      <PageHead title={t("document.title")}>{t("document.help")}</PageHead>
      <Detail id={id} what="site" answer={answer}>{(site) => <Editor key={id} site={site} />}</Detail>
    </>
  );
}

/** `/site/configuration?id=…`, or `?new=1` */
export function ConfigurationPage() {
  const t = useTranslations("sites");
  const menu = useTranslations("menu");
  const params = useSearchParams();
  if (params.get("new") !== "1") return <OfSite id={params.get("id") ?? ""} />;
  return (
    <>
      <BackLink href="/">{menu("sites")}</BackLink>
      <PageHead title={t("newSite")}>{t("document.help")}</PageHead>
      <Editor site={null} />
    </>
  );
}
