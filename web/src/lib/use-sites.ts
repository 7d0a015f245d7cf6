"use client";

/** The sites that the person sees, and the one that a page is about. */

import { useQuery } from "@tanstack/react-query";
import { usePermissions } from "@/session/use-me";
import { gradeName } from "./equipment";
import { siteChoices } from "./session-queries";
import type { Operation, Site } from "./types";

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export interface Sites {
  all: readonly Site[];
  known: boolean;
  error: unknown;
  retry: () => void;
  find: (id: string) => Site | undefined;
  name: (id: string) => string;
  /** Of the site; the reader's own while it is not known. */
  zone: (id: string | undefined) => string;
  grade: (site: string, grade: string) => string;
}

/** Those at which the operation is allowed. */
export function useSites(operation: Operation): Sites {
  const { may } = usePermissions();
  const answer = useQuery(siteChoices());
  const all = (answer.data?.items ?? []).filter((site) => may(operation, site.site_id));
  const find = (id: string) => all.find((site) => site.site_id === id);
  return {
    all, find, known: answer.data !== undefined, error: answer.data ? null : answer.error, retry: () => void answer.refetch(),
    name: (id) => find(id)?.name ?? id,
    zone: (id) => (id ? find(id)?.time_zone : undefined) ?? here(),
    grade: (site, grade) => {
      const found = find(site);
      return found ? gradeName(found, grade) : grade;
    },
  };
}
