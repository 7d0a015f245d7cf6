import { useTranslations } from "use-intl";
import type { Tone } from "@/lib/ifsf";
import { isProblem } from "@/lib/problem";
import type { SiteCheck } from "@/lib/site-actions";
import { siteChanges, type SiteChange } from "@/lib/site-change";
import { around, lineChanges, written, type Format, type Line } from "@/lib/site-document";
import { FormError } from "../form";
import { Badge, Button, Card } from "../ui";

interface Props {
  check: SiteCheck;
  format: Format;
  busy: boolean;
  error: unknown;
  onApply: () => void;
}

const TONES: Record<SiteChange["kind"], Tone> = { added: "ok", removed: "bad", changed: "warn" };

function Words({ changes }: { changes: readonly SiteChange[] }) {
  const t = useTranslations("sites");
  return (
    <Card>
      <ul data-testid="configuration-changes">
        {changes.map(({ what, kind, details }) => (
          <li key={what} data-kind={kind} className="border-t border-line px-5 py-3 first:border-t-0">
            <p className="flex flex-wrap items-center justify-between gap-3"><strong>{what}</strong><Badge tone={TONES[kind]}>{t(`review.${kind}`)}</Badge></p>
            {details.length > 0 && <ul className="mt-1 text-ink-2">{details.map((one) => <li key={one} className="[overflow-wrap:anywhere]">{one}</li>)}</ul>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

const MARK: Record<Line["kind"], { sign: string; said: "newLine" | "goneLine" | null; look: string }> = {
  same: { sign: " ", said: null, look: "text-ink-2" },
  added: { sign: "+", said: "newLine", look: "bg-ok-bg text-ok-ink" },
  removed: { sign: "−", said: "goneLine", look: "bg-bad-bg text-bad-ink" },
};

function Lines({ lines }: { lines: readonly (Line | null)[] }) {
  const t = useTranslations("sites");
  const spoken = ({ kind }: Line) => {
    const { said } = MARK[kind];
    return said && `${t(`review.${said}`)} `;
  };
  return (
    <div role="region" aria-label={t("review.lines")} tabIndex={0} className="max-h-96 overflow-auto rounded-xl border border-line bg-surface py-2 font-mono text-sm leading-6 focus-visible:-outline-offset-3 print:max-h-none">
      <ol className="w-max min-w-full">
        {lines.map((line, i) => line === null
          ? <li key={i} className="px-4 text-ink-2" aria-label={t("review.sameLines")}>…</li>
          : <li key={i} data-kind={line.kind} className={`px-4 whitespace-pre ${MARK[line.kind].look}`}><span aria-hidden="true" className="mr-3 select-none">{MARK[line.kind].sign}</span><span className="sr-only">{spoken(line)}</span>{line.text}</li>)}
      </ol>
    </div>
  );
}

/** In words, then line by line; only what is seen here can be applied. */
export function Review({ check, format, busy, error, onApply }: Props) {
  const t = useTranslations("sites");
  const changes = siteChanges(check.stored, check.site);
  if (changes.length === 0) return <p data-testid="configuration-same" className="rounded-xl bg-sunken px-5 py-4 font-semibold">{t("review.nothing")}</p>;
  const lines = around(lineChanges(check.stored ? written(check.stored, format) : "", written(check.site, format)));
  const meanwhile = isProblem(error, "PreconditionFailed");
  return (
    <div className="grid gap-4">
      <Words changes={changes} />
      <Lines lines={lines} />
      <FormError error={meanwhile ? new Error(t("review.meanwhile")) : error} />
      <p className="flex flex-wrap items-center gap-4 print:hidden">
        <Button primary onClick={onApply} disabled={busy} data-testid="configuration-apply">{busy ? t("review.applying") : check.stored ? t("review.apply") : t("review.create")}</Button>
        <span className="text-ink-2">{check.stored ? t("review.becomes", { from: String(check.stored.version), to: String(check.site.version) }) : t("review.as", { site: check.site.site_id })}</span>
      </p>
    </div>
  );
}
