"use client";

/** The part that the editors of channels, recipients, rotas and policies share: name, sites, and whether it is in use. */

import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import type { DocumentKind, Kept } from "@/lib/notification-types";
import { fieldProblems } from "@/lib/problem";
import { slugOf } from "@/lib/slug";
import type { Operation } from "@/lib/types";
import { useSites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, Submit, TextField } from "../form";
import { SiteChoice } from "../site-choice";

export interface Head {
  id: string;
  name: string;
  sites: string[];
  enabled: boolean;
  version?: number;
}

interface Props {
  what: DocumentKind;
  document: Kept | null;
  /** Ids that are in use: a new one must not overwrite them. */
  taken: readonly string[];
  operation: Operation;
  busy: boolean;
  error: unknown;
  /** Fields of the body that show what the server said of them. */
  shows: (field: string) => boolean;
  onSave: (head: Head) => void;
  onClose: () => void;
  children: ReactNode;
}

/** What is wrong before anything is sent. */
function faultsOf(isNew: boolean, head: Head, every: boolean, taken: readonly string[]): Record<string, string> {
  const t = texts("calls");
  const name = isNew && head.id === "" ? t("form.noId") : isNew && taken.includes(head.id) ? t("form.taken") : "";
  const sites = !every && head.sites.length === 0 ? t("form.oneSite") : "";
  return { ...(name && { name }), ...(sites && { sites }) };
}

/** The state of the fields that all of them have. */
function useHead(document: Kept | null, everywhere: boolean) {
  const [name, setName] = useState(document?.name ?? "");
  const [enabled, setEnabled] = useState(document?.enabled ?? true);
  const [every, setEvery] = useState(document ? document.sites.length === 0 : everywhere);
  const [chosen, setChosen] = useState<readonly string[]>(document?.sites ?? []);
  const reach = (everySite: boolean, some: readonly string[]) => {
    setEvery(everySite);
    setChosen(some);
  };
  const head: Head = { id: document?.id ?? slugOf(name), name: name.trim(), sites: every ? [] : [...chosen], enabled, version: document?.version };
  return { head, name, setName, setEnabled, every, chosen, reach };
}

export function DocumentForm({ what, document, taken, operation, busy, error, shows, onSave, onClose, children }: Props) {
  const t = useTranslations("calls");
  const everywhere = usePermissions().mayEverywhere(operation);
  const sites = useSites(operation);
  const { head, name, setName, setEnabled, every, chosen, reach } = useHead(document, everywhere);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = faultsOf(document === null, head, every, taken);
    setFaults(found);
    if (Object.keys(found).length === 0) onSave(head);
  };
  const wrong = { ...fieldProblems(error), ...faults };
  const shown = Object.keys(fieldProblems(error)).filter((field) => ["name", "sites"].includes(field) || shows(field));
  const inUse = <>{t("inUse")} <span className="text-sm text-ink-2">{t(`form.without.${what}`)}</span></>;
  return (
    <Dialog title={document ? t("editName", { name: document.name }) : t(`form.new.${what}`)} onClose={onClose} wide testId="edit-document">
      <form onSubmit={submit} className="space-y-5">
        <TextField label={t("name")} value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} autoCapitalize="words" data-testid="document-name" error={wrong.name}
          hint={document || !head.id ? undefined : t.rich("form.id", { id: head.id, code: (id) => <code className="font-semibold">{id}</code> })} />
        {children}
        <SiteChoice sites={sites} mayEverywhere={everywhere} everywhere={every} chosen={chosen} error={wrong.sites} onChange={reach} />
        <CheckField checked={head.enabled} onChange={(event) => setEnabled(event.target.checked)} label={inUse} />
        <FormError error={error} shown={shown} />
        <DialogButtons onCancel={onClose}><Submit busy={busy} busyText={t("saving")} testId="document-save">{t("save")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
