"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { localDay, localFullStamp, localStamp } from "@/lib/format";
import { DEVICE_FILE } from "@/lib/list-files";
import { controllers, devices } from "@/lib/site-queries";
import type { Controller, Device } from "@/lib/types";
import { useSites, type Sites } from "@/lib/use-sites";
import { useNow } from "@/live/live-provider";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { EquipmentTabs, PageHead } from "../page-head";
import { Paged } from "../paged";
import { SiteFilter } from "../sales/parts";
import { ListFiles, Tools, useFilter } from "../table-tools";
import { Badge, Button, Empty } from "../ui";
import { EnrolDevice } from "./enrol-device";
import { RevokeDevice } from "./revoke-device";

const EXPIRES_SOON_MS = 30 * 86_400_000;

/** How many days are left, where it is no longer many. */
function Certificate({ device }: { device: Device }) {
  const t = useTranslations("people");
  const now = useNow(60_000);
  const left = device.expires_at === null ? Infinity : Date.parse(device.expires_at) - now;
  if (device.revoked_at) {
    return <><Badge tone="bad" icon="cross">{t("revoked")}</Badge><span className="mt-1 block text-sm text-ink-2">{localDay(device.revoked_at)}{device.revocation_reason ? `, ${device.revocation_reason}` : ""}</span></>;
  }
  if (left <= 0) return <Badge tone="bad" icon="cross">{t("expired")}</Badge>;
  if (left < EXPIRES_SOON_MS) return <Badge tone="warn" icon="warning">{t("devices.daysLeft", { days: Math.ceil(left / 86_400_000) })}</Badge>;
  return <Badge tone="ok" icon="check">{t("valid")}</Badge>;
}

/** Of the site's controller, whichever certificate it came with. */
function Seen({ controller, device }: { controller: Controller | undefined; device: Device }) {
  const t = useTranslations("people");
  if (device.revoked_at) return <span className="text-ink-2">–</span>;
  if (!controller) return <span className="text-ink-2">{t("never")}</span>;
  if (controller.online) return <><Badge tone="ok" icon="link">{t("devices.online")}</Badge><span className="mt-1 block text-sm text-ink-2">{controller.software_version && t("devices.version", { version: controller.software_version })}</span></>;
  return <><Badge tone="bad" icon="unlink">{t("devices.offline")}</Badge><span className="mt-1 block text-sm text-ink-2" title={localFullStamp(controller.last_seen_at)}>{t("devices.seen", { time: localStamp(controller.last_seen_at ?? controller.changed_at) })}</span></>;
}

function columns(sites: Sites, seen: readonly Controller[]): readonly Column<Device>[] {
  const t = texts("people");
  return [
    { title: t("site"), cell: (device) => <span data-testid={`device-${device.device_id}`}><span className="font-semibold">{sites.name(device.site)}</span><span className="block text-sm text-ink-2">{device.site}</span></span> },
    { title: t("devices.device"), cell: (device) => device.label || "–" },
    { title: t("devices.certificate"), cell: (device) => <Certificate device={device} /> },
    { title: t("devices.controller"), cell: (device) => <Seen controller={seen.find((one) => one.site === device.site)} device={device} /> },
    { title: t("enrolled"), cell: (device) => <span className="whitespace-nowrap">{localDay(device.enrolled_at)}</span> },
    { title: t("expires"), cell: (device) => <span className="whitespace-nowrap">{localDay(device.expires_at)}</span> },
    { title: t("devices.serial"), cell: (device) => <code className="text-sm [overflow-wrap:anywhere]">{device.serial_number}</code> },
    { title: "", cell: (device) => <RevokeDevice device={device} name={device.label || sites.name(device.site)} /> },
  ];
}

/** `/devices?site=…` */
export function DeviceList() {
  const t = useTranslations("people");
  const sites = useSites("devices.read");
  const { may } = usePermissions();
  const { filter, set } = useFilter(["site"]);
  const [enrolling, setEnrolling] = useState(false);
  const seen = useQuery(controllers()).data?.items ?? [];
  const empty = <Empty icon="link" title={t("devices.none")}>{t("devices.noneHint")}</Empty>;
  return (
    <>
      <EquipmentTabs />
      <PageHead title={t("devices.title")} aside={may("devices.enrol") && <Button primary onClick={() => setEnrolling(true)} data-testid="device-new"><Icon name="plus" />{t("devices.new")}</Button>}>
        {t("devices.intro")}
      </PageHead>
      <Tools>
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <ListFiles name="devices" query={devices(filter)} columns={DEVICE_FILE} />
      </Tools>
      <Paged what={t("devices.title")} query={devices(filter)} empty={empty}>
        {(rows) => <DataTable caption={t("devices.caption")} columns={columns(sites, seen)} rows={rows} rowId={(device) => device.device_id} />}
      </Paged>
      {enrolling && <EnrolDevice onClose={() => setEnrolling(false)} />}
    </>
  );
}
