"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { gradeName } from "@/lib/equipment";
import { money, pumpLitres, shortMoney } from "@/lib/format";
import { prices } from "@/lib/selling-queries";
import type { Sale, SitePrices } from "@/lib/selling-types";
import { presets, volumeCost } from "@/lib/till-money";
import type { Pump } from "@/lib/till-types";
import { Segments } from "../segments";
import { Keypad } from "./keypad";
import { PrepayMoney } from "./prepay-money";
import { BigButton, keepFocus, useTill } from "./till-parts";
import { useDigitKeys } from "./use-till-keys";

type By = "amount" | "volume";
const VOLUMES_ML = [10_000, 20_000, 30_000, 40_000, 50_000, 100_000];
/** Two digits after the point, as for money. */
const ML_A_DIGIT = 10;

interface Wish {
  by: By;
  digits: string;
  /** Empty: whichever the customer takes. */
  grade: string;
}

/** The highest price among the nozzles that may be used, thousandths per litre; null when one has none. */
export function highestPrice(pump: Pump, grade: string, known: SitePrices | undefined): number | null {
  const set = known?.in_force?.prices.filter((price) => price.service_level === pump.service_level) ?? [];
  const grades = pump.nozzles.map((nozzle) => nozzle.grade_id).filter((id) => grade === "" || id === grade);
  const found = grades.map((id) => set.find((price) => price.grade_id === id)?.unit_price_milli ?? null);
  return found.length === 0 || found.includes(null) ? null : Math.max(...found.map(Number));
}

function Grades({ pump, chosen, onChoose }: { pump: Pump; chosen: string; onChoose: (grade: string) => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const ids = [...new Set(pump.nozzles.map((nozzle) => nozzle.grade_id))];
  if (ids.length < 2) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 font-semibold">{t("prepay.grade")}</legend>
      <div className="flex flex-wrap gap-2">
        {["", ...ids].map((id) => (
          <button key={id} type="button" aria-pressed={id === chosen} {...keepFocus} onClick={() => onChoose(id)}
            className="min-h-14 rounded-xl border border-line-strong px-4 font-bold hover:bg-sunken aria-pressed:border-transparent aria-pressed:bg-ink aria-pressed:text-surface">
            {id === "" ? t("prepay.any") : gradeName(site, id)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function HowMuch({ pump, wish, onWish, cost, onNext }: { pump: Pump; wish: Wish; onWish: (wish: Wish) => void; cost: number | null; onNext: () => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const ready = wish.digits !== "" && cost !== null;
  useDigitKeys({ digits: wish.digits, onDigits: (digits) => onWish({ ...wish, digits }), onEnter: () => ready && onNext() });
  const byAmount = wish.by === "amount";
  const shown = byAmount ? money(Number(wish.digits), site.currency) : `${pumpLitres(Number(wish.digits) * ML_A_DIGIT)} L`;
  const steps = byAmount ? presets(site.currency).map((minor) => ({ digits: String(minor), word: shortMoney(minor, site.currency) }))
    : VOLUMES_ML.map((ml) => ({ digits: String(ml / ML_A_DIGIT), word: `${ml / 1000} L` }));
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <div className="space-y-4">
        <Segments label={t("prepay.by")} value={wish.by} options={[{ value: "amount", word: t("prepay.byAmount") }, { value: "volume", word: t("prepay.byVolume") }]} onChange={(by) => onWish({ ...wish, by, digits: "" })} />
        <div className="grid grid-cols-3 gap-2" role="group" aria-label={t("prepay.howMuch")}>
          {steps.map((step) => (
            <BigButton key={step.digits} data-testid={`preset-${step.digits}`} aria-pressed={wish.digits === step.digits} onClick={() => onWish({ ...wish, digits: step.digits })}
              className="px-1! aria-pressed:border-transparent aria-pressed:bg-ink aria-pressed:text-surface">{step.word}</BigButton>
          ))}
        </div>
        <Grades pump={pump} chosen={wish.grade} onChoose={(grade) => onWish({ ...wish, grade })} />
      </div>
      <div className="space-y-2.5">
        <output className="flex min-h-16 items-center justify-end rounded-xl bg-sunken px-4 text-4xl font-extrabold tabular-nums">{shown}</output>
        <Keypad label={t("prepay.howMuch")} digits={wish.digits} onDigits={(digits) => onWish({ ...wish, digits })} />
        <BigButton look="primary" data-testid="prepay-next" disabled={!ready} onClick={onNext} className="min-h-18 w-full">
          {cost === null ? t("prepay.noPrice") : wish.digits === "" ? t("prepay.howMuchAsk") : t("prepay.take", { amount: money(cost, site.currency) })}
        </BigButton>
      </div>
    </div>
  );
}

interface Props {
  pump: Pump;
  /** The sale as the pump took it, or refused it. */
  onDone: (sale: Sale) => void;
  /** Shown as long as no money is being taken. */
  children: ReactNode;
}

/** What the wish costs at most; null while a price is missing. */
function costOf(wish: Wish, pump: Pump, known: SitePrices | undefined, currency: string): number | null {
  const value = Number(wish.digits);
  if (wish.by === "amount") return value;
  const price = highestPrice(pump, wish.grade, known);
  return price === null ? null : volumeCost(value * ML_A_DIGIT, price, currency);
}

/** First how much, then the money; the pump is released when it is taken, or held on a card. */
export function Prepay({ pump, onDone, children }: Props) {
  const { site } = useTill();
  const known = useQuery(prices(site.site_id)).data;
  const [wish, setWish] = useState<Wish>({ by: "amount", digits: "", grade: "" });
  const [paying, setPaying] = useState(false);
  const cost = costOf(wish, pump, known, site.currency);
  if (!paying || cost === null) return <><HowMuch pump={pump} wish={wish} onWish={setWish} cost={cost} onNext={() => setPaying(true)} />{children}</>;
  const value = Number(wish.digits);
  const limit = wish.by === "amount" ? { max_amount_minor: value } : { max_volume_ml: value * ML_A_DIGIT };
  return <PrepayMoney pump={pump} wish={{ limit, grade: wish.grade, costMinor: cost }} onDone={onDone} onBack={() => setPaying(false)} />;
}
