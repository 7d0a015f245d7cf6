import { useTranslations } from "use-intl";
import { SelectField, TextField } from "../form";
import { Segments } from "../segments";

export interface When {
  now: boolean;
  /** Local time of the site, `YYYY-MM-DDTHH:MM`. */
  wall: string;
  /** The instant, where the clocks show that time twice. */
  which: string;
}

interface Props {
  value: When;
  onChange: (when: When) => void;
  timeZone: string;
  earliest: string;
  error?: string;
  choices: readonly { value: string; word: string }[];
}

/** Now, or at a local time of the site. */
export function WhenFields({ value, onChange, timeZone, earliest, error, choices }: Props) {
  const t = useTranslations("trade");
  return (
    <div className="space-y-3">
      <Segments label={t("prices.when")} value={value.now ? "now" : "later"} options={[{ value: "later", word: t("prices.atTime") }, { value: "now", word: t("prices.now") }]} onChange={(when) => onChange({ ...value, now: when === "now" })} />
      {value.now && <p className="text-ink-2">{t("prices.nowHint")}</p>}
      {!value.now && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label={t("prices.localTime")} type="datetime-local" value={value.wall} min={earliest} required data-testid="price-when" hint={timeZone} error={error} onChange={(event) => onChange({ ...value, wall: event.target.value.slice(0, 16), which: "" })} />
          {choices.length > 1 && (
            <SelectField label={t("prices.whichOfTwo")} value={value.which} onChange={(event) => onChange({ ...value, which: event.target.value })}>
              <option value="">{t("choose")}</option>
              {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.word}</option>)}
            </SelectField>
          )}
        </div>
      )}
    </div>
  );
}
