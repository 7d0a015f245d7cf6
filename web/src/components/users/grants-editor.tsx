"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { wordTable } from "@/i18n/tables";
import { isWhole, type GrantDraft, type Reach } from "@/lib/grants";
import { areaChoices } from "@/lib/identity-queries";
import { siteChoices } from "@/lib/session-queries";
import { me } from "@/lib/queries";
import { ROLES, grantable } from "@/lib/roles";
import type { Role } from "@/lib/types";
import { usePermissions } from "@/session/use-me";
import { INPUT } from "../form";
import { Icon } from "../icon";
import { Button } from "../ui";

const REACH = wordTable<Reach>(["site", "area", "everything"], (reach) => texts("people")(`grants.reach.${reach}`));

interface Choices {
  roles: readonly Role[];
  reaches: readonly Reach[];
  sites: readonly { id: string; name: string }[];
  areas: readonly { id: string; name: string }[];
}

/** What this person may give away: roles below the own ones, within the own sites. */
function useChoices(): Choices {
  const { may, sitesOf } = usePermissions();
  const account = useQuery(me()).data;
  const own = sitesOf("users.manage");
  const sites = useQuery({ ...siteChoices(), enabled: may("sites.read") }).data?.items ?? [];
  const areas = useQuery({ ...areaChoices(), enabled: may("areas.read") }).data?.items ?? [];
  const inside = (site: string) => own === null || own.includes(site);
  const offered = areas.filter((area) => area.sites.every(inside));
  return {
    roles: grantable(account?.grants ?? []),
    reaches: own === null ? ["site", "area", "everything"] : offered.length > 0 ? ["site", "area"] : ["site"],
    sites: sites.filter((site) => inside(site.site_id)).map((site) => ({ id: site.site_id, name: site.name })),
    areas: offered.map((area) => ({ id: area.area, name: area.name })),
  };
}

function Where({ draft, choices, onChange }: { draft: GrantDraft; choices: Choices; onChange: (where: string) => void }) {
  const t = useTranslations("people");
  if (draft.reach === "everything") return null;
  const options = draft.reach === "site" ? choices.sites : choices.areas;
  const known = draft.where === "" || options.some((option) => option.id === draft.where);
  return (
    <select aria-label={REACH[draft.reach]} data-testid="grant-where" required value={draft.where} onChange={(event) => onChange(event.target.value)} className={`${INPUT} w-auto min-w-0 flex-1 basis-36`}>
      <option value="">{t("choose")}</option>
      {!known && <option value={draft.where}>{draft.where}</option>}
      {options.map((option) => <option key={option.id} value={option.id}>{option.name}</option>)}
    </select>
  );
}

interface RowProps {
  draft: GrantDraft;
  choices: Choices;
  onChange: (draft: GrantDraft) => void;
  onRemove: () => void;
}

function Row({ draft, choices, onChange, onRemove }: RowProps) {
  const t = useTranslations("people");
  const roles = choices.roles.includes(draft.role) ? choices.roles : [draft.role, ...choices.roles];
  const reaches = choices.reaches.includes(draft.reach) ? choices.reaches : [draft.reach, ...choices.reaches];
  return (
    <li className="flex flex-wrap items-center gap-2 rounded-lg bg-sunken p-2.5">
      <select aria-label={t("role")} data-testid="grant-role" value={draft.role} onChange={(event) => onChange({ ...draft, role: event.target.value as Role })} className={`${INPUT} w-auto min-w-0 flex-1 basis-36`}>
        {roles.map((role) => <option key={role} value={role}>{ROLES[role].word}</option>)}
      </select>
      <select aria-label={t("grants.where")} data-testid="grant-reach" value={draft.reach} onChange={(event) => onChange({ ...draft, reach: event.target.value as Reach, where: "" })} className={`${INPUT} w-auto min-w-0 flex-1 basis-28`}>
        {reaches.map((reach) => <option key={reach} value={reach}>{REACH[reach]}</option>)}
      </select>
      <Where draft={draft} choices={choices} onChange={(where) => onChange({ ...draft, where })} />
      <button type="button" aria-label={t("grants.remove", { role: ROLES[draft.role].word })} onClick={onRemove} className="grid size-11 place-items-center rounded-lg hover:bg-idle-bg"><Icon name="close" /></button>
      <p className="basis-full px-1 text-sm text-ink-2">{ROLES[draft.role].means}.</p>
    </li>
  );
}

interface Props {
  value: readonly GrantDraft[];
  onChange: (value: GrantDraft[]) => void;
  error?: string;
  /** What stands above says already that these are roles. */
  titled?: boolean;
}

/** Roles and where each of them holds. */
export function GrantsEditor({ value, onChange, error, titled = false }: Props) {
  const t = useTranslations("people");
  const choices = useChoices();
  const add = () => onChange([...value, { role: choices.roles[0] ?? "cashier", reach: "site", where: "" }]);
  return (
    <fieldset className="min-w-0">
      <legend className={titled ? "sr-only" : "mb-1.5 font-semibold"}>{t("roles")}</legend>
      <ul className="mb-2 space-y-2">
        {value.map((draft, i) => (
          <Row key={i} draft={draft} choices={choices} onChange={(changed) => onChange(value.map((one, at) => (at === i ? changed : one)))} onRemove={() => onChange(value.filter((_, at) => at !== i))} />
        ))}
      </ul>
      <Button onClick={add} disabled={choices.roles.length === 0 || !value.every(isWhole)} data-testid="grant-add"><Icon name="plus" />{t("grants.add")}</Button>
      {error && <p role="alert" className="mt-2 flex items-start gap-1.5 text-sm font-semibold text-bad-ink"><Icon name="warning" className="mt-0.5 size-4" />{error}</p>}
    </fieldset>
  );
}
