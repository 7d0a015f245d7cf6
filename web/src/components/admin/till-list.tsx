"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { revokeTill } from "@/lib/actions";
import { localDay, localStamp } from "@/lib/format";
import { tills } from "@/lib/identity-queries";
import { methods, siteChoices } from "@/lib/session-queries";
import type { Till } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePlaceNames } from "@/lib/use-place-names";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { AdministrationTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { ListFiles, FilterSelect, Tools, useFilter } from "../table-tools";
import { Badge, Button, Empty } from "../ui";
import { EnrolTill } from "./enrol-till";
import { UnlockPin } from "./unlock-pin";

const FILE = [
  { title: "till_id", value: (till: Till) => till.till_id }, { title: "site", value: (till: Till) => till.site }, { title: "name", value: (till: Till) => till.name },
  { title: "enrolled_at", value: (till: Till) => till.enrolled_at }, { title: "enrolled_by", value: (till: Till) => till.enrolled_by }, { title: "revoked_at", value: (till: Till) => till.revoked_at },
];

function Handling({ till, here }: { till: Till; here: boolean }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const { may } = usePermissions();
  const revoke = useAction((id: string, key) => revokeTill(id, key), {
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ["tills"] }), client.invalidateQueries(methods())]),
  });
  if (till.revoked_at || !may("tills.manage", till.site)) return null;
  return (
    <span className="flex flex-wrap gap-2 md:justify-end">
      {here && <UnlockPin till={till} />}
      <Confirm text={t("revoke")} title={t("tills.revokeAsk", { name: till.name })} busy={revoke.isPending} error={revoke.error} onConfirm={(close) => revoke.mutate(till.till_id, { onSuccess: close })} onClosed={revoke.reset} testId={`revoke-${till.till_id}`}>
        {t("tills.revokeText")}
      </Confirm>
    </span>
  );
}

function columns(here: string | undefined, siteName: (id: string) => string): readonly Column<Till>[] {
  const t = texts("people");
  return [
    { title: t("name"), cell: (till) => <span className="flex flex-wrap items-center gap-2"><span className="font-semibold">{till.name}</span>{till.till_id === here && <Badge tone="info" icon="till">{t("tills.here")}</Badge>}</span> },
    { title: t("site"), cell: (till) => siteName(till.site) },
    { title: t("state"), cell: (till) => (till.revoked_at ? <><Badge tone="bad" icon="cross">{t("tills.revoked")}</Badge><span className="mt-1 block text-sm text-ink-2">{localDay(till.revoked_at)}</span></> : <Badge tone="ok" icon="check">{t("tills.enrolled")}</Badge>) },
    { title: t("enrolled"), cell: (till) => <>{localDay(till.enrolled_at)}<span className="block text-sm text-ink-2">{t("by", { name: till.enrolled_by })}</span></> },
    { title: t("lastUsed"), cell: (till) => (till.last_used_at ? localStamp(till.last_used_at) : <span className="text-ink-2">{t("never")}</span>) },
    { title: "", cell: (till) => <Handling till={till} here={till.till_id === here} /> },
  ];
}

export function TillList() {
  const t = useTranslations("people");
  const common = useTranslations("common");
  const { filter, set } = useFilter(["site"]);
  const { may } = usePermissions();
  const [enrolling, setEnrolling] = useState(false);
  const here = useQuery(methods()).data?.till?.till_id;
  const sites = useQuery(siteChoices()).data?.items ?? [];
  const names = usePlaceNames();
  const query = tills(filter);
  const enrol = may("tills.manage") && <Button primary onClick={() => setEnrolling(true)} data-testid="till-new"><Icon name="till" />{t("tills.enrolHere")}</Button>;
  return (
    <>
      <AdministrationTabs />
      <PageHead title={t("tills.title")} aside={<><ListFiles name="tills" query={query} columns={FILE} />{enrol}</>}>{t("tills.intro")}</PageHead>
      <Tools><FilterSelect label={t("site")} all={common("everySite")} value={filter.site ?? ""} options={sites.map((site) => ({ value: site.site_id, word: site.name }))} onChange={(site) => set({ site })} /></Tools>
      <Paged what={t("tills.title")} query={query} empty={<Empty icon="till" title={t("tills.none")}>{t("tills.noneHint")}</Empty>}>
        {(rows) => <DataTable caption={t("tills.title")} columns={columns(here, names.site)} rows={rows} rowId={(till) => till.till_id} />}
      </Paged>
      {enrolling && <EnrolTill onClose={() => setEnrolling(false)} />}
    </>
  );
}
