"use client";

interface Props<T extends string> {
  label: string;
  value: T | null;
  options: readonly { value: T; word: string }[];
  onChange: (value: T) => void;
}

/** A row of choices of which one is pressed. */
export function Segments<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <div role="group" aria-label={label} className="inline-flex max-w-full flex-wrap overflow-hidden rounded-lg border border-line-strong bg-surface">
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => onChange(option.value)}
          className={`min-h-11 border-r border-line-strong px-3.5 font-semibold last:border-r-0 focus-visible:-outline-offset-3 ${option.value === value ? "bg-action text-action-ink" : "hover:bg-sunken"}`}>
          {option.word}
        </button>
      ))}
    </div>
  );
}
