"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { Mistake } from "@/lib/site-document";
import { Icon } from "../icon";

interface Props {
  text: string;
  mistakes: readonly Mistake[];
  onChange: (text: string) => void;
}

const MONO = "font-mono text-sm leading-6";

/** Puts the cursor where a line begins. */
function goTo(area: HTMLTextAreaElement | null, text: string, line: number): void {
  const start = text.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  area?.focus();
  area?.setSelectionRange(start, start + (text.split("\n")[line - 1]?.length ?? 0));
}

/** A text with numbered lines, and what is wrong with them. */
export function DocumentText({ text, mistakes, onChange }: Props) {
  const t = useTranslations("sites");
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLDivElement>(null);
  const wrong = new Set(mistakes.map((one) => one.line));
  const follow = () => {
    if (numbers.current && area.current) numbers.current.style.transform = `translateY(${-area.current.scrollTop}px)`;
  };
  return (
    <>
      <div className="flex h-[32rem] overflow-hidden rounded-xl border border-line-strong bg-surface focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-accent">
        <div aria-hidden="true" className="w-12 shrink-0 overflow-hidden border-r border-line bg-sunken text-right text-ink-2 select-none">
          <div ref={numbers} className={`py-3 ${MONO}`}>
            {text.split("\n").map((_, i) => <div key={i} className={`pr-2 ${wrong.has(i + 1) ? "bg-bad-bg font-bold text-bad-ink" : ""}`}>{i + 1}</div>)}
          </div>
        </div>
        <textarea ref={area} value={text} onChange={(event) => onChange(event.target.value)} onScroll={follow} wrap="off" spellCheck={false} autoCapitalize="none" autoComplete="off" data-testid="configuration-text"
          aria-label={t("document.label")} aria-invalid={mistakes.length > 0 || undefined} aria-describedby="configuration-mistakes" className={`min-w-0 flex-1 resize-none overflow-auto bg-transparent px-3 py-3 outline-none ${MONO}`} />
      </div>
      <ul id="configuration-mistakes" role="alert" className="mt-3 grid gap-2 empty:hidden">
        {mistakes.map(({ line, message }) => (
          <li key={message} className="flex flex-wrap items-center gap-x-3 rounded-lg bg-bad-bg px-4 py-2 font-semibold text-bad-ink [overflow-wrap:anywhere]">
            <Icon name="warning" />
            <span className="min-w-0 flex-1">{message}</span>
            {line !== null && <button type="button" onClick={() => goTo(area.current, text, line)} className="min-h-9 underline">{t("document.line", { line: String(line) })}</button>}
          </li>
        ))}
      </ul>
    </>
  );
}
