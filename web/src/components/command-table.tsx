"use client";

import { fullStamp, localFullStamp } from "@/lib/format";
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

function Answered({ command }: { command: LoggedCommand }) {
  if (!command.answered_at) return <span className="text-ink-2">–</span>;
  const tookMs = Date.parse(command.answered_at) - Date.parse(command.sent_at);
  return <span title={localFullStamp(command.answered_at)} className="whitespace-nowrap">{tookMs < 0 ? "before" : tookMs < 10_000 ? `after ${tookMs} ms` : `after ${Math.round(tookMs / 1000)} s`}</span>;
}

function Order({ command }: { command: LoggedCommand }) {
  return (
    <details>
      <summary className="-mt-1.5 inline-flex min-h-9 items-center font-semibold text-accent underline">JSON</summary>
      <pre tabIndex={0} className="mt-1 max-h-72 overflow-auto rounded bg-sunken p-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{JSON.stringify(command.command, null, 2)}</pre>
    </details>
  );
}

function columns(sites: Sites): readonly Column<LoggedCommand>[] {
  return [
    { title: "Sent", cell: (command) => <time dateTime={command.sent_at} data-testid={`command-${command.command_id}`} className="whitespace-nowrap">{fullStamp(command.sent_at, sites.zone(command.site))}</time> },
    { title: "Order", cell: (command) => <><span className="font-semibold">{commandWord(command.kind)}</span><span className="block text-sm text-ink-2">{command.pump > 0 ? `Pump ${command.pump}` : "Whole site"}</span></> },
    { title: "Site", cell: (command) => sites.name(command.site) },
    { title: "Who", cell: (command) => (command.actor === "pos" ? <span className="text-ink-2">by itself</span> : command.actor) },
    { title: "Outcome", cell: (command) => <Outcome command={command} /> },
    { title: "Answer", cell: (command) => <Answered command={command} /> },
    { title: "Content", width: "xl:w-1/4", cell: (command) => <Order command={command} /> },
  ];
}

/** Every order to a site's controller, and what became of it. */
export function CommandTable() {
  const sites = useSites("commands.read");
  const { filter, set } = useFilter(["site", "pump"]);
  const pumps = (sites.find(filter.site ?? "")?.pumps ?? []).map((pump) => ({ value: String(pump.number), word: `Pump ${pump.number}` }));
  return (
    <>
      <EquipmentTabs />
      <PageHead title="Commands">Orders to pumps and price signs, who gave them and what became of them.</PageHead>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site, pump: "" })} />
        {filter.site && <FilterSelect label="Pump" all="Every pump" value={filter.pump ?? ""} options={pumps} onChange={(pump) => set({ pump })} />}
        <ListFiles name="commands" query={commands(filter)} columns={COMMAND_FILE} />
      </Tools>
      <Paged what="The commands" query={commands(filter)} empty={<Empty icon="nozzle" title="No orders yet">An order appears here as soon as somebody, or the platform, tells a pump to do something.</Empty>}>
        {(rows) => <DataTable caption="Orders, newest first" columns={columns(sites)} rows={rows} rowId={(command) => command.command_id} />}
      </Paged>
    </>
  );
}
