import { useTranslations } from "use-intl";
import { grantWord } from "@/lib/roles";
import type { Grant, User } from "@/lib/types";
import { usePlaceNames } from "@/lib/use-place-names";
import { Badge } from "../ui";

export function UserState({ user }: { user: User }) {
  const t = useTranslations("people");
  if (user.disabled) return <Badge tone="bad" icon="cross">{t("users.state.disabled")}</Badge>;
  if (user.locked) return <Badge tone="warn" icon="lock">{t("users.state.locked")}</Badge>;
  if (user.must_change_password) return <Badge tone="info" icon="key">{t("users.state.initial")}</Badge>;
  return <Badge tone="ok" icon="check">{t("users.state.active")}</Badge>;
}

export function Grants({ grants }: { grants: readonly Grant[] }) {
  const t = useTranslations("people");
  const names = usePlaceNames();
  if (grants.length === 0) return <span className="text-ink-2">{t("users.noGrants")}</span>;
  return <ul>{grants.map((grant) => <li key={grantWord(grant)}>{grantWord(grant, names)}</li>)}</ul>;
}

export function userPath(id: string): string {
  return `/user/?id=${encodeURIComponent(id)}`;
}
