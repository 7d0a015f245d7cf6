"use client";

import { useTranslations } from "use-intl";
import { checkSession } from "@/lib/session-actions";
import { withQuery, type Query } from "@/lib/api";
import { useAction } from "@/lib/use-action";
import { Icon } from "./icon";
import { Button } from "./ui";

interface Props {
  /** Under /api/v1. */
  path: string;
  query: Query;
  text: string;
  /** As a link within text. */
  quiet?: boolean;
}

/** A file that the server streams. The session is renewed before, as a download cannot do that itself. */
export function DownloadButton({ path, query, text, quiet = false }: Props) {
  const t = useTranslations("common");
  const fetchFile = useAction(async () => {
    await checkSession();
    Object.assign(document.createElement("a"), { href: withQuery(`/api/v1${path}`, query), download: "" }).click();
  });
  if (quiet) {
    return <button type="button" onClick={() => fetchFile.mutate(undefined)} className="-my-2 -mr-1 inline-flex min-h-9 items-center px-1 font-semibold text-accent underline">{fetchFile.isError ? t("fileNotDoneWhat", { what: text }) : text}</button>;
  }
  return (
    <Button onClick={() => fetchFile.mutate(undefined)} disabled={fetchFile.isPending}>
      <Icon name="download" />{text}{fetchFile.isError && <span role="alert" className="text-bad-ink">{t("fileNotDone")}</span>}
    </Button>
  );
}
