"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { monthWord } from "@/lib/format";
import { monthsBack, today } from "@/lib/ranges";
import type { Account } from "@/lib/selling-types";
import { useNow } from "@/live/live-provider";
import { DownloadButton } from "../download-button";
import { INPUT } from "../form";
import { Section } from "../sales/parts";

/** A month as a PDF; once the month is over it has its number and never changes. */
export function Statement({ account, timeZone }: { account: Account; timeZone: string }) {
  const t = useTranslations("trade");
  const months = monthsBack(today(timeZone, useNow(60_000)), account.opened_at);
  const [chosen, setChosen] = useState("");
  const month = chosen || months[1] || months[0] || "";
  return (
    <Section id="statement-title" title={t("account.statement")}>
      <div className="flex flex-wrap items-center gap-3">
        <label className="block">
          <span className="sr-only">{t("account.month")}</span>
          <select value={month} onChange={(event) => setChosen(event.target.value)} data-testid="statement-month" className={`${INPUT} w-auto`}>
            {months.map((one, i) => <option key={one} value={one}>{i === 0 ? t("account.monthSoFar", { month: monthWord(one) }) : monthWord(one)}</option>)}
          </select>
        </label>
        <DownloadButton path={`/accounts/${encodeURIComponent(account.account_id)}/statements/${month}.pdf`} query={{}} text="PDF" />
      </div>
    </Section>
  );
}
