"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { money } from "@/lib/format";
import { items } from "@/lib/till-queries";
import type { NewSaleLine } from "@/lib/till-types";
import { Icon } from "../icon";
import { BigButton, keepFocus, useTill } from "./till-parts";

const MOST = 99;
const BARCODE = /^(\d{8}|\d{12,13})$/;

type Wish = Pick<NewSaleLine, "item_id" | "barcode" | "quantity">;

function Quantity({ quantity, onChange }: { quantity: number; onChange: (quantity: number) => void }) {
  const step = "grid size-14 place-items-center text-2xl font-bold hover:bg-sunken disabled:opacity-55";
  return (
    <div role="group" aria-label="Quantity" className="flex shrink-0 items-center overflow-hidden rounded-xl border border-line-strong bg-surface">
      <button type="button" aria-label="One less" {...keepFocus} disabled={quantity === 1} onClick={() => onChange(quantity - 1)} className={step}>−</button>
      <output data-testid="quantity" className="min-w-10 text-center text-xl font-bold tabular-nums">{quantity}<span className="sr-only"> at a time</span></output>
      <button type="button" aria-label="One more" {...keepFocus} disabled={quantity === MOST} onClick={() => onChange(quantity + 1)} className={step}>+</button>
    </div>
  );
}

/** Search, or a key for each thing that the shop sells. */
export function AddItem({ busy, onAdd }: { busy: boolean; onAdd: (wish: Wish) => void }) {
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
      <h3 id="shop-title" className="sr-only">Shop</h3>
      <form onSubmit={submit} className="mb-2 flex gap-2">
        <label className="relative min-w-0 flex-1">
          <span className="sr-only">Find a shop item by name or barcode</span>
          <span className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-2"><Icon name="search" className="size-6" /></span>
          <input value={search} onChange={(event) => setSearch(event.target.value)} placeholder="Shop item or barcode" autoComplete="off" data-testid="item-search"
            className="min-h-14 w-full rounded-xl border border-line-strong bg-surface pr-3 pl-11 text-lg placeholder:text-ink-2" />
        </label>
        <Quantity quantity={quantity} onChange={setQuantity} />
      </form>
      <div className="grid max-h-44 grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2 overflow-y-auto p-0.5" role="group" aria-label="Shop items">
        {sold.map((item) => (
          <BigButton key={item.item_id} data-testid={`item-${item.item_id}`} disabled={busy} onClick={() => add({ item_id: item.item_id })} className="flex-col gap-0! px-2! py-1.5 text-base! leading-5!">
            <span className="line-clamp-2">{item.name}</span><span className="font-semibold text-ink-2 tabular-nums">{money(item.price_minor, site.currency)}</span>
          </BigButton>
        ))}
      </div>
      {answer.data && sold.length === 0 && <p className="text-ink-2">{search.trim() ? "Nothing that is sold here fits." : "The shop has no items yet."}</p>}
    </section>
  );
}
