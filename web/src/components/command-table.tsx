"use client";

import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { NONE, deviceName, fullStamp, localFullStamp } from "@/lib/format";
import { COMMAND_FILE } from "@/lib/list-files";
import { commands } from "@/lib/selling-queries";
import type { LoggedCommand } from "@/lib/selling-types";
import { COMMAND_OUTCOMES, commandWord, refusalCode, sentence } from "@/lib/selling-words";
import { useSites, type Sites } from "@/lib/use-sites";
import { DataTable, type Column } from "./data-table";
import { EquipmentTabs, PageHead } from "./page-head";
import { Paged } from "./paged";
import { LookBadge, SiteFilter } from "./sales/parts";
import { FilterSelect, ListFiles, Tools, useFilter } from "./table-tools";
import { Empty } from "./ui";

function Outcome({ command }: { command: LoggedCommand }) {
  const look = COMMAND_OUTCOMES[command.outcome];
  const refusal = [command.refusal_reason && sentence(command.refusal_reason), refusalCode(command.refusal_code)].filter(Boolean).join(", ");
  return <>{look && <LookBadge look={look} />}{refusal && <span className="mt-1 block text-sm text-ink-2">{refusal}</span>}</>;
}

function answerWords(tookMs: number): string {
  const t = texts("sites");
  if (tookMs < 0) return t("commands.before");
  return tookMs < 10_000 ? t("commands.afterMs", { n: String(tookMs) }) : t("commands.afterS", { n: String(Math.round(tookMs / 1000)) });
}

function Answered({ command }: { command: LoggedCommand }) {
  if (!command.answered_at) return <span className="text-ink-2">{NONE}</span>;
  const tookMs = Date.parse(command.answered_at) - Date.parse(command.sent_at);
  return <span title={localFullStamp(command.answered_at)} className="whitespace-nowrap">{answerWords(tookMs)}</span>;
}

function Order({ command }: { command: LoggedCommand }) {
  const t = useTranslations("sites");
  return (
    <details>
      <summary className="-mt-1.5 inline-flex min-h-9 items-center font-semibold text-accent underline">{t("commands.json")}</summary>
      <pre tabIndex={0} className="mt-1 max-h-72 overflow-auto rounded bg-sunken p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{JSON.stringify(command.command, null, 2)}</pre>
    </details>
  );
}

function columns(sites: Sites): readonly Column<LoggedCommand>[] {
  const t = texts("sites");
  return [
    { title: t("commands.sent"), cell: (command) => <time dateTime={command.sent_at} data-testid={`command-${command.command_id}`} className="whitespace-nowrap">{fullStamp(command.sent_at, sites.zone(command.site))}</time> },
    { title: t("commands.order"), cell: (command) => <><span className="font-semibold">{commandWord(command.kind)}</span><span className="block text-sm text-ink-2">{command.pump > 0 ? deviceName(`pump/${command.pump}`) : t("commands.wholeSite")}</span></> },
    { title: t("commands.site"), cell: (command) => sites.name(command.site) },
    { title: t("commands.who"), cell: (command) => (command.actor === "pos" ? <span className="text-ink-2">{t("commands.byItself")}</span> : command.actor) },
    { title: t("commands.outcome"), cell: (command) => <Outcome command={command} /> },
    { title: t("commands.answer"), cell: (command) => <Answered command={command} /> },
    { title: t("commands.content"), width: "xl:w-1/4", cell: (command) => <Order command={command} /> },
  ];
}

/** Every order to a site's controller, and what became of it. */
export function CommandTable() {
  const t = useTranslations("sites");
  const sites = useSites("commands.read");
  const { filter, set } = useFilter(["site", "pump"]);
  const pumps = (sites.find(filter.site ?? "")?.pumps ?? []).map((pump) => ({ value: String(pump.number), word: deviceName(`pump/${pump.number}`) }));
  return (
    <>
      <EquipmentTabs />
      <PageHead title={t("commands.title")}>{t("commands.intro")}</PageHead>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site, pump: "" })} />
        {filter.site && <FilterSelect label={t("commands.pump")} all={t("commands.everyPump")} value={filter.pump ?? ""} options={pumps} onChange={(pump) => set({ pump })} />}
        <ListFiles name="commands" query={commands(filter)} columns={COMMAND_FILE} />
      </Tools>
      <Paged what={t("commands.the")} query={commands(filter)} empty={<Empty icon="nozzle" title={t("commands.none")}>{t("commands.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("commands.newestFirst")} columns={columns(sites)} rows={rows} rowId={(command) => command.command_id} />}
      </Paged>
    </>
  );
}
