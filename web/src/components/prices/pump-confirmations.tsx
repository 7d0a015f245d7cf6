import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { clock, deviceName, stamp } from "@/lib/format";
import { reasonWord } from "@/lib/reason-words";
import type { PumpPrices } from "@/lib/selling-types";
import { within } from "@/lib/selling-words";
import type { Site } from "@/lib/types";
import { Badge, Empty, SectionTitle, TONE_EDGE } from "../ui";
import { ResendButton } from "./resend-button";

function attempts({ attempts: count, next_attempt_at: next }: PumpPrices, zone: string): string {
  const t = texts("trade");
  return next ? t("prices.attemptsNext", { count, time: clock(next, zone) }) : t("prices.attempts", { count });
}

function PumpTile({ site, pump }: { site: Site; pump: PumpPrices }) {
  const t = useTranslations("trade");
  const confirmed = pump.confirmed_at !== null;
  const closed = t(pump.closed ? "prices.closedNotForSale" : "prices.notForSale");
  return (
    <li data-testid={`pump-prices-${pump.pump}`} data-confirmed={confirmed} className={`rounded-xl border border-l-4 border-line bg-surface px-4 py-3 ${TONE_EDGE[confirmed ? "ok" : "bad"]}`}>
      <p className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <span className="font-bold">{deviceName(`pump/${pump.pump}`)}</span>
        {confirmed ? <Badge tone="ok" icon="check">{t("confirmed")}</Badge> : <Badge tone="bad" icon="warning">{t("notConfirmed")}</Badge>}
      </p>
      {pump.confirmed_at !== null && <p className="text-sm text-ink-2">{t("prices.setWhen", { set: String(pump.price_set), when: stamp(pump.confirmed_at, site.time_zone) })}</p>}
      {!confirmed && (
        <>
          <p className="font-semibold text-bad-ink">{pump.reason ? t("because", { what: closed, reason: within(reasonWord(pump.reason)) }) : closed}</p>
          <p className="mb-2 text-sm text-ink-2">{t("prices.setWhen", { set: String(pump.price_set), when: attempts(pump, site.time_zone) })}</p>
        </>
      )}
      <p className="mt-2"><ResendButton site={site.site_id} pump={pump.pump} text={t("prices.resend")} /></p>
    </li>
  );
}

/** Which pump has said that its next delivery is at the set in force; those that have not first. */
export function PumpConfirmations({ site, pumps }: { site: Site; pumps: readonly PumpPrices[] }) {
  const t = useTranslations("trade");
  const sorted = [...pumps].sort((a, b) => Number(a.confirmed_at !== null) - Number(b.confirmed_at !== null) || a.pump - b.pump);
  return (
    <section aria-labelledby="pumps-title">
      <SectionTitle id="pumps-title">{t("pumps")}</SectionTitle>
      {pumps.length > 0
        ? <ul className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">{sorted.map((pump) => <PumpTile key={pump.pump} site={site} pump={pump} />)}</ul>
        : <Empty icon="nozzle" title={t("prices.noneSent")}>{t("prices.noneSentHint")}</Empty>}
    </section>
  );
}
