"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { BARCODE } from "@/lib/barcodes";
import { money } from "@/lib/format";
import { items } from "@/lib/till-queries";
import type { NewSaleLine } from "@/lib/till-types";
import { Icon } from "../icon";
import { ScanButton } from "../pos-handout/scan-button";
import { BigButton, keepFocus, useTill } from "./till-parts";

const MOST = 99;

type Wish = Pick<NewSaleLine, "item_id" | "barcode" | "quantity">;

function Quantity({ quantity, onChange }: { quantity: number; onChange: (quantity: number) => void }) {
  const t = useTranslations("till");
  const step = "grid size-14 place-items-center text-2xl font-bold hover:bg-sunken disabled:opacity-55";
  return (
    <div role="group" aria-label={t("shop.quantity")} className="flex shrink-0 grow items-center justify-between overflow-hidden rounded-xl border border-line-strong bg-surface">
      <button type="button" aria-label={t("shop.less")} {...keepFocus} disabled={quantity === 1} onClick={() => onChange(quantity - 1)} className={step}>−</button>
      <output data-testid="quantity" className="min-w-10 text-center text-xl font-bold tabular-nums">{quantity}<span className="sr-only"> {t("shop.atATime")}</span></output>
      <button type="button" aria-label={t("shop.more")} {...keepFocus} disabled={quantity === MOST} onClick={() => onChange(quantity + 1)} className={step}>+</button>
    </div>
  );
}

/** Search, or a key for each thing that the shop sells. */
export function AddItem({ busy, onAdd }: { busy: boolean; onAdd: (wish: Wish) => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const [search, setSearch] = useState("");
  const [quantity, setQuantity] = useState(1);
  const answer = useQuery({ ...items(site.site_id, search.trim()), placeholderData: (before) => before });
  const sold = answer.data?.items.filter((item) => item.active) ?? [];
  const add = (wish: Wish) => {
    onAdd({ ...wish, quantity });
    setQuantity(1);
    setSearch("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = search.trim();
    if (BARCODE.test(text)) add({ barcode: text });
    else if (text && sold[0]) add({ item_id: sold[0].item_id });
  };
  return (
    <section aria-labelledby="shop-title">
      <h3 id="shop-title" className="sr-only">{t("shop.title")}</h3>
      <form onSubmit={submit} className="mb-2 flex flex-wrap gap-2">
        <label className="relative min-w-0 flex-[999_1_12rem]">
          <span className="sr-only">{t("shop.find")}</span>
          <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-2"><Icon name="search" className="size-6" /></span>
          <input value={search} onChange={(event) => setSearch(event.target.value)} placeholder={t("shop.placeholder")} autoComplete="off" data-testid="item-search"
            className="min-h-14 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-11 text-lg placeholder:text-ink-2" />
        </label>
        <ScanButton disabled={busy} onScan={(barcode) => add({ barcode })} />
        <Quantity quantity={quantity} onChange={setQuantity} />
      </form>
      <div className="grid max-h-44 [@media(height>50.5rem)]:max-h-80 grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2 overflow-y-auto p-0.5" role="group" aria-label={t("shop.items")}>
        {sold.map((item) => (
          <BigButton key={item.item_id} data-testid={`item-${item.item_id}`} disabled={busy} onClick={() => add({ item_id: item.item_id })} className="flex-col gap-0! px-2! py-1.5 text-base! leading-5!">
            <span className="line-clamp-2">{item.name}</span><span className="font-semibold text-ink-2 tabular-nums">{money(item.price_minor, site.currency)}</span>
          </BigButton>
        ))}
      </div>
      {answer.data && sold.length === 0 && <p className="text-ink-2">{search.trim() ? t("shop.none") : t("shop.empty")}</p>}
    </section>
  );
}
