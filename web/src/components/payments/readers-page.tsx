"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { readerLook } from "@/lib/card-flow";
import { localStamp } from "@/lib/format";
import { READER_FILE } from "@/lib/list-files";
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
import { RowFiles } from "../table-tools";
import { Button, Empty, Failure, Skeletons } from "../ui";
import { RegisterReader } from "./register-reader";
import { TestMark } from "./parts";

const TYPES = ["payment.changed"] as const;

const MODELS: Record<string, string> = {
  bbpos_wisepos_e: "WisePOS E", stripe_s700: "Reader S700", stripe_s710: "Reader S710", verifone_p400: "Verifone P400", bbpos_chipper2x: "Chipper 2X BT", bbpos_wisepad3: "WisePad 3", stripe_m2: "Reader M2",
};
const SIMULATED: Record<string, string> = { simulated_wisepos_e: "WisePOS E", simulated_stripe_s700: "Reader S700" };

function modelWord(type: string): string {
  const model = SIMULATED[type];
  return model ? texts("money")("readers.simulated", { model }) : (MODELS[type] ?? type);
}

function useReadersChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["readers"] });
}

/** Taking back what it asks for, and taking it away. */
function Handling({ reader }: { reader: Reader }) {
  const t = useTranslations("money");
  const { may } = usePermissions();
  const changed = useReadersChanged();
  const stop = useAction((id: string, key) => cancelReaderAction(id, key), { onSuccess: changed });
  const remove = useAction((id: string) => removeReader(id), { onSuccess: changed });
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      {reader.busy_with && may("payments.take", reader.site) && (
        <Confirm text={t("readers.takeBack")} title={t("readers.takeBackTitle", { name: reader.label })} busy={stop.isPending} error={stop.error} onConfirm={(close) => stop.mutate(reader.reader_id, { onSuccess: close })} onClosed={stop.reset}>
          {t("readers.takeBackText")}
        </Confirm>
      )}
      {may("readers.manage", reader.site) && (
        <Confirm text={t("readers.remove")} title={t("readers.removeTitle", { name: reader.label })} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(reader.reader_id, { onSuccess: close })} onClosed={remove.reset} testId={`remove-${reader.reader_id}`}>
          {t("readers.removeText")}
        </Confirm>
      )}
    </span>
  );
}

function columns(): readonly Column<Reader>[] {
  const t = texts("money");
  return [
    { title: t("readers.name"), cell: (one) => <span data-testid={`reader-${one.reader_id}`} className="flex flex-wrap items-center gap-2"><span className="font-semibold">{one.label}</span>{one.test && <TestMark />}</span> },
    { title: t("state"), cell: (one) => <><LookBadge look={readerLook(one)} />{one.last_seen_at && <span className="mt-1 block text-sm text-ink-2">{t("readers.seen", { time: localStamp(one.last_seen_at) })}</span>}</> },
    { title: t("readers.till"), cell: (one) => one.till || <span className="text-ink-2">{t("readers.any")}</span> },
    { title: t("readers.device"), cell: (one) => <>{modelWord(one.device_type)}<span className="block text-sm text-ink-2">{one.serial_number}</span></> },
    { title: t("atStripe"), cell: (one) => <code className="text-sm [overflow-wrap:anywhere]">{one.stripe_id}</code> },
    { title: "", cell: (one) => <Handling reader={one} /> },
  ];
}

function Table({ site }: { site: Site }) {
  const t = useTranslations("money");
  const answer = useQuery(readersQuery(site.site_id));
  const rows = answer.data?.items;
  if (answer.isError && !rows) return <Failure error={answer.error} what={t("readers.the")} onRetry={() => void answer.refetch()} />;
  if (!rows) return <div className="space-y-3"><Skeletons count={3} className="h-12" label={t("readers.loading")} /></div>;
  if (rows.length === 0) return <Empty icon="card" title={t("readers.none")}>{t("readers.noneHint")}</Empty>;
  return <DataTable caption={t("readers.caption")} columns={columns()} rows={rows} rowId={(one) => one.reader_id} />;
}

function OfSite({ site, chooser }: { site: Site; chooser: ReactNode }) {
  const t = useTranslations("money");
  const { may } = usePermissions();
  const [registering, setRegistering] = useState(false);
  const rows = useQuery(readersQuery(site.site_id)).data?.items;
  useLiveScope([site.site_id], TYPES);
  return (
    <>
      <PageHead title={t("readers.title")} aside={<>{chooser}<RowFiles name={`readers-${site.site_id}`} rows={rows} columns={READER_FILE} />{may("readers.manage", site.site_id) && <Button primary onClick={() => setRegistering(true)} data-testid="reader-new"><Icon name="plus" />{t("readers.new")}</Button>}</>}>
        {t("readers.intro")}
      </PageHead>
      <Table site={site} />
      {registering && <RegisterReader site={site} onClose={() => setRegistering(false)} />}
    </>
  );
}

/** `/readers?site=…` */
export function ReadersPage() {
  const t = useTranslations("money");
  return (
    <>
      <EquipmentTabs />
      <ForOneSite operation="readers.read" what={t("readers.the")}>{(site, chooser) => <OfSite key={site.site_id} site={site} chooser={chooser} />}</ForOneSite>
    </>
  );
}
