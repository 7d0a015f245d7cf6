import { useTranslations } from "use-intl";
import { stamp } from "@/lib/format";
import type { Settlement } from "@/lib/selling-types";
import { Icon } from "../icon";
import { TONE } from "../ui";

export function Balance({ settlement, timeZone }: { settlement: Settlement; timeZone: string }) {
  const t = useTranslations("trade");
  const { balanced } = settlement;
  return (
    <div role="status" data-testid="balanced" data-balanced={balanced} className={`mb-5 flex items-center gap-3 rounded-xl px-5 py-3 ${TONE[balanced ? "ok" : "bad"]}`}>
      <Icon name={balanced ? "check" : "warning"} className="size-7" />
      <div>
        <p className="font-bold">{t(balanced ? "settlement.agree" : "settlement.disagree")}</p>
        <p>{t(balanced ? "settlement.span" : "settlement.spanMarked", { from: stamp(settlement.start, timeZone), to: stamp(settlement.end, timeZone) })}</p>
      </div>
    </div>
  );
}
