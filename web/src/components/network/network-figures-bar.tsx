import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { NetworkFigures } from "@/lib/network-health";
import { number } from "@/lib/format";
import type { Tone } from "@/lib/ifsf";
import { Icon, type IconName } from "../icon";
import { TONE } from "../ui";

interface Props {
  figures: NetworkFigures;
  known: boolean;
  which: string | undefined;
  onWhich: (which: string) => void;
}

function Figure({ tone, icon, value, word }: { tone: Tone; icon: IconName; value: string; word: string }) {
  return (
    <span className="flex items-center gap-3 px-4 py-3">
      <span className={`grid size-10 shrink-0 place-items-center rounded-full ${TONE[tone]}`}><Icon name={icon} className="size-5" /></span>
      <span className="text-left leading-tight"><span className="block text-2xl font-extrabold tabular-nums">{value}</span><span className="text-sm text-ink-2">{word}</span></span>
    </span>
  );
}

const BOX = "min-h-11 rounded-xl border bg-surface";

/** The whole network at a glance; the figures choose what is shown. */
export function NetworkFiguresBar({ figures, known, which, onWhich }: Props) {
  const t = useTranslations("sites");
  const shown = (value: number) => (known ? number(value) : "–");
  const choice = (value: string, node: ReactNode, testId: string) => (
    <li><button type="button" aria-pressed={(which ?? "") === value} onClick={() => onWhich(value)} data-testid={testId} className={`${BOX} h-full w-full border-line hover:border-accent aria-pressed:border-accent aria-pressed:ring-1 aria-pressed:ring-accent`}>{node}</button></li>
  );
  return (
    <ul aria-label={t("network")} className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
      {choice("", <Figure tone="info" icon="map" value={shown(figures.sites)} word={t("figure.sites", { count: figures.sites })} />, "network-all")}
      {choice("attention", <Figure tone={figures.attention ? "warn" : "ok"} icon={figures.attention ? "warning" : "check"} value={shown(figures.attention)} word={t("figure.attention")} />, "network-attention")}
      <li className={`${BOX} border-line`}><Figure tone={figures.offline ? "bad" : "ok"} icon={figures.offline ? "unlink" : "link"} value={shown(figures.offline)} word={t("figure.offline", { count: figures.offline })} /></li>
      <li className={`${BOX} border-line`}><Figure tone={figures.critical ? "bad" : figures.open ? "warn" : "ok"} icon="bell" value={shown(figures.open)} word={figures.critical > 0 ? t("figure.openCritical", { count: figures.open, critical: number(figures.critical) }) : t("figure.open", { count: figures.open })} /></li>
    </ul>
  );
}
