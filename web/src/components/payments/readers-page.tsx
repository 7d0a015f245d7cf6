"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { readerLook } from "@/lib/card-flow";
import { localStamp } from "@/lib/format";
import { cancelReaderAction, removeReader } from "@/lib/payment-actions";
import { readers as readersQuery } from "@/lib/payment-queries";
import type { Reader } from "@/lib/payment-types";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { useLiveScope } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { EquipmentTabs, PageHead } from "../page-head";
import { LookBadge } from "../sales/parts";
import { ForOneSite } from "../sales/site-chooser";
import { Button, Empty, Failure, Skeletons } from "../ui";
import { RegisterReader } from "./register-reader";
import { TestMark } from "./parts";

const TYPES = ["payment.changed"] as const;

const DEVICES: Record<string, string> = {
  simulated_wisepos_e: "WisePOS E, simulated", bbpos_wisepos_e: "WisePOS E", simulated_stripe_s700: "Reader S700, simulated", stripe_s700: "Reader S700", stripe_s710: "Reader S710", verifone_p400: "Verifone P400",
  bbpos_chipper2x: "Chipper 2X BT", bbpos_wisepad3: "WisePad 3", stripe_m2: "Reader M2",
};

function useReadersChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["readers"] });
}

/** Taking back what it asks for, and taking it away. */
function Handling({ reader }: { reader: Reader }) {
  const { may } = usePermissions();
  const changed = useReadersChanged();
  const stop = useAction((id: string, key) => cancelReaderAction(id, key), { onSuccess: changed });
  const remove = useAction((id: string) => removeReader(id), { onSuccess: changed });
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      {reader.busy_with && may("payments.take", reader.site) && (
        <Confirm text="Take back" title={`Take back what ${reader.label} asks for?`} busy={stop.isPending} error={stop.error} onConfirm={(close) => stop.mutate(reader.reader_id, { onSuccess: close })} onClosed={stop.reset}>
          The payment that its customer is asked for is given up.
        </Confirm>
      )}
      {may("readers.manage", reader.site) && (
        <Confirm text="Remove" title={`Remove ${reader.label}?`} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(reader.reader_id, { onSuccess: close })} onClosed={remove.reset} testId={`remove-${reader.reader_id}`}>
          Stripe forgets it too. To use it again it is registered with a new code.
        </Confirm>
      )}
    </span>
  );
}

const COLUMNS: readonly Column<Reader>[] = [
  { title: "Name", cell: (one) => <span data-testid={`reader-${one.reader_id}`} className="flex flex-wrap items-center gap-2"><span className="font-semibold">{one.label}</span>{one.test && <TestMark />}</span> },
  { title: "State", cell: (one) => <><LookBadge look={readerLook(one)} />{one.last_seen_at && <span className="mt-1 block text-sm text-ink-2">seen {localStamp(one.last_seen_at)}</span>}</> },
  { title: "Till", cell: (one) => one.till || <span className="text-ink-2">any</span> },
  { title: "Device", cell: (one) => <>{DEVICES[one.device_type] ?? one.device_type}<span className="block text-sm text-ink-2">{one.serial_number}</span></> },
  { title: "At Stripe", cell: (one) => <code className="text-sm [overflow-wrap:anywhere]">{one.stripe_id}</code> },
  { title: "", cell: (one) => <Handling reader={one} /> },
];

function Table({ site }: { site: Site }) {
  const answer = useQuery(readersQuery(site.site_id));
  const rows = answer.data?.items;
  if (answer.isError && !rows) return <Failure error={answer.error} what="The card readers" onRetry={() => void answer.refetch()} />;
  if (!rows) return <div className="space-y-3"><Skeletons count={3} className="h-12" label="Loading the card readers" /></div>;
  if (rows.length === 0) return <Empty icon="card" title="No card reader is registered">Switch one on, let it show its registration code, and register it here.</Empty>;
  return <DataTable caption="Card readers of the site" columns={COLUMNS} rows={rows} rowId={(one) => one.reader_id} />;
}

function OfSite({ site, chooser }: { site: Site; chooser: ReactNode }) {
  const { may } = usePermissions();
  const [registering, setRegistering] = useState(false);
  useLiveScope([site.site_id], TYPES);
  return (
    <>
      <PageHead title="Card readers" aside={<>{chooser}{may("readers.manage", site.site_id) && <Button primary onClick={() => setRegistering(true)} data-testid="reader-new"><Icon name="plus" />Register a reader</Button>}</>}>
        Where customers present their cards. A till offers its own readers.
      </PageHead>
      <Table site={site} />
      {registering && <RegisterReader site={site} onClose={() => setRegistering(false)} />}
    </>
  );
}

/** `/readers?site=…` */
export function ReadersPage() {
  return (
    <>
      <EquipmentTabs />
      <ForOneSite operation="readers.read" what="The card readers">{(site, chooser) => <OfSite key={site.site_id} site={site} chooser={chooser} />}</ForOneSite>
    </>
  );
}
