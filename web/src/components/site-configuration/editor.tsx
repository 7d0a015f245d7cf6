"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState, type ChangeEvent } from "react";
import { useTranslations } from "use-intl";
import { download } from "@/lib/csv";
import { configurationPath, sitePath } from "@/lib/navigation";
import { fieldProblems } from "@/lib/problem";
import { applySite, checkSite, type SiteCheck, type SiteDraft } from "@/lib/site-actions";
import { NEW_SITE } from "@/lib/site-change";
import { read, written, type Format, type Mistake } from "@/lib/site-document";
import { useAction } from "@/lib/use-action";
import { FormError } from "../form";
import { Icon } from "../icon";
import { LINK } from "../sales/parts";
import { Segments } from "../segments";
import { Button } from "../ui";
import { DocumentText } from "./document-text";
import { Review } from "./review";

const FORMATS = ["yaml", "json"] as const;

/** What the server said about fields, each at its line of the text. */
function mistakesOf(error: unknown, text: string): Mistake[] {
  const found = read(text);
  const lineOf = "lineOf" in found ? found.lineOf : () => null;
  return Object.entries(fieldProblems(error)).map(([field, message]) => ({ line: lineOf(field), message: `${field}: ${message}` }));
}

/** Leaving the page with a change that was not applied asks first. */
function useLeaveWarning(changed: boolean): void {
  useEffect(() => {
    if (!changed) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [changed]);
}

function OpenFile({ onText }: { onText: (text: string) => void }) {
  const t = useTranslations("sites");
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (file) void file.text().then(onText);
  };
  return (
    <label className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg border border-line-strong bg-surface px-4 font-semibold focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-accent hover:bg-sunken">
      <Icon name="book" />{t("document.open")}
      <input type="file" accept=".yaml,.yml,.json,application/json" onChange={take} className="sr-only" data-testid="configuration-file" />
    </label>
  );
}

function Applied({ site }: { site: SiteDraft }) {
  const t = useTranslations("sites");
  return t.rich("document.applied", { version: String(site.version), site: (words) => <Link href={sitePath(site.site_id)} className="underline">{words}</Link> });
}

interface Draft {
  text: string;
  format: Format;
  mistake: Mistake | null;
}

/** The text, what was found wrong in it, and what came of checking and applying it. */
function useDraft(site: SiteDraft | null) {
  const router = useRouter();
  const client = useQueryClient();
  const [stored, setStored] = useState<SiteDraft | null>(site);
  const [draft, setDraft] = useState<Draft>(() => ({ text: written(site ?? NEW_SITE, "yaml"), format: "yaml", mistake: null }));
  const check = useAction(checkSite);
  const apply = useAction(({ site: asked, stored: seen }: SiteCheck) => applySite(asked, seen?.version ?? 0), {
    onSuccess: (applied) => {
      setStored(applied);
      setDraft({ ...draft, text: written(applied, draft.format), mistake: null });
      check.reset();
      if (!site) router.replace(configurationPath(applied.site_id));
      return Promise.all(["sites", "site", "live", "site-choices"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  const edit = (text: string) => {
    setDraft({ ...draft, text, mistake: null });
    check.reset();
    apply.reset();
  };
  const look = () => {
    const found = read(draft.text);
    apply.reset();
    if ("mistake" in found) setDraft({ ...draft, mistake: found.mistake });
    else check.mutate(found.document);
  };
  const turn = (format: Format) => {
    const found = read(draft.text);
    if ("mistake" in found) setDraft({ ...draft, mistake: found.mistake });
    else setDraft({ text: written(found.document, format), format, mistake: null });
  };
  const changed = draft.text !== written(stored ?? NEW_SITE, draft.format);
  return { draft, check, apply, edit, look, turn, changed };
}

export function Editor({ site }: { site: SiteDraft | null }) {
  const { draft, check, apply, edit, look, turn, changed } = useDraft(site);
  const t = useTranslations("sites");
  const { text, format, mistake } = draft;
  useLeaveWarning(changed);
  const refused = check.error ? mistakesOf(check.error, text) : [];
  const mistakes = mistake ? [mistake] : refused;
  const name = site?.site_id ?? "new-site";
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
      <section aria-labelledby="document-title" className="min-w-0">
        <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
          <h2 id="document-title" className="text-lg font-bold">{t("document.one")}</h2>
          <div className="flex flex-wrap gap-3 print:hidden">
            <Segments label={t("document.format")} value={format} options={FORMATS.map((value) => ({ value, word: t(`document.${value}`) }))} onChange={turn} />
            <OpenFile onText={edit} />
            <Button onClick={() => download(`${name}.${format}`, text, format === "json" ? "application/json" : "application/yaml")}><Icon name="download" />{t("document.save")}</Button>
          </div>
        </div>
        <DocumentText text={text} mistakes={mistakes} onChange={edit} />
        {!mistake && refused.length === 0 && <FormError error={check.error} />}
        <div className="mt-4 flex flex-wrap items-center gap-4 print:hidden">
          <Button primary onClick={look} disabled={check.isPending || (!changed && site !== null)} data-testid="configuration-check">{check.isPending ? t("document.checking") : t("document.check")}</Button>
          <span className="text-ink-2">{changed || !site ? "" : t("document.unchanged")}</span>
        </div>
      </section>
      <section aria-labelledby="review-title" className="min-w-0" aria-live="polite">
        <h2 id="review-title" className="mb-2 flex min-h-11 items-center text-lg font-bold">{t("document.review")}</h2>
        {check.data && <Review check={check.data} format={format} busy={apply.isPending} error={apply.error} onApply={() => apply.mutate(check.data)} />}
        {apply.data && !check.data && <p data-testid="configuration-applied" className="flex items-center gap-3 rounded-xl bg-ok-bg px-5 py-4 font-semibold text-ok-ink"><Icon name="check" className="size-6" /><span><Applied site={apply.data} /></span></p>}
        {!check.data && !apply.data && <p className="rounded-xl border border-dashed border-line-strong px-5 py-8 text-center text-ink-2">{t.rich("document.hint", { audit: (words) => <Link href={`/audit/?q=${encodeURIComponent(name)}`} className={LINK}>{words}</Link> })}</p>}
      </section>
    </div>
  );
}
