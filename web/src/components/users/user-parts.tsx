import { grantWord } from "@/lib/roles";
import type { Grant, User } from "@/lib/types";
import { Badge } from "../ui";

export function UserState({ user }: { user: User }) {
  if (user.disabled) return <Badge tone="bad" icon="cross">Disabled</Badge>;
  if (user.locked) return <Badge tone="warn" icon="lock">Locked</Badge>;
  if (user.must_change_password) return <Badge tone="info" icon="key">Initial password</Badge>;
  return <Badge tone="ok" icon="check">Active</Badge>;
}

export function Grants({ grants }: { grants: readonly Grant[] }) {
  if (grants.length === 0) return <span className="text-ink-2">none</span>;
  return <ul>{grants.map((grant) => <li key={grantWord(grant)}>{grantWord(grant)}</li>)}</ul>;
}

export function userPath(id: string): string {
  return `/user/?id=${encodeURIComponent(id)}`;
}
