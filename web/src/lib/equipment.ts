/** Questions to a site's configuration. */

import type { Nozzle, Site } from "./types";

export function gradeName(site: Site, gradeId: string): string {
  return site.grades.find((grade) => grade.grade_id === gradeId)?.name ?? gradeId;
}

export function nozzleOf(nozzles: readonly Nozzle[], number: number): Nozzle | undefined {
  return number > 0 ? nozzles.find((nozzle) => nozzle.number === number) : undefined;
}
