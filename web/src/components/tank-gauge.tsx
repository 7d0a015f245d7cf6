import { useId } from "react";
import { levelFraction, safeFillHeight } from "@/lib/tank-geometry";
import type { Tank } from "@/lib/types";

const [WIDTH, HEIGHT, EDGE] = [320, 104, 4];
const INNER = HEIGHT - 2 * EDGE;
const MIN_WATER_PX = 8;

function yOf(fraction: number): number {
  return EDGE + INNER * (1 - fraction);
}

/** A lying tank from the side, filled to the measured levels: product above, water below, safe fill dashed. */
export function TankGauge({ tank, label }: { tank: Tank; label: string }) {
  const id = useId();
  const product = levelFraction(tank.product_level_mm, tank.total_observed_volume_l, tank);
  const water = levelFraction(tank.water_level_mm, tank.water_volume_l, tank) ?? 0;
  const waterPx = water > 0 ? Math.max(MIN_WATER_PX, INNER * water) : 0;
  const safeY = yOf(safeFillHeight(tank));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} className="block w-full">
      <defs>
        <clipPath id={id}><rect x={EDGE} y={EDGE} width={WIDTH - 2 * EDGE} height={INNER} rx="30" /></clipPath>
        <linearGradient id={`${id}p`} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--product)" />
          <stop offset="1" stopColor="var(--product-deep)" />
        </linearGradient>
      </defs>
      <g clipPath={`url(#${id})`}>
        <rect width={WIDTH} height={HEIGHT} fill="var(--tank-shell)" />
        {product !== null && <rect y={yOf(product)} width={WIDTH} height={HEIGHT} fill={`url(#${id}p)`} />}
        {product !== null && <rect y={yOf(product) - 1} width={WIDTH} height="2" fill="var(--ink)" opacity="0.55" />}
        {waterPx > 0 && <rect y={HEIGHT - EDGE - waterPx} width={WIDTH} height={waterPx + EDGE} fill="var(--water)" />}
        <path d={`M0 ${safeY}H${WIDTH}`} stroke="var(--bad)" strokeWidth="2" strokeDasharray="7 5" />
      </g>
      <rect x={EDGE} y={EDGE} width={WIDTH - 2 * EDGE} height={INNER} rx="30" fill="none" stroke="var(--line-strong)" strokeWidth="2.5"
        strokeDasharray={product === null ? "6 6" : undefined} />
    </svg>
  );
}
