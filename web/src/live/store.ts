/** Live values by key. A change wakes only the widgets of that key, at most once per animation frame. */

import type { PumpSaid } from "@/lib/till-types";
import type { Alert, Controller, Pump, TankReading } from "@/lib/types";
import type { LiveEvent } from "./events";
import { NO_SALES, saleChanged, salesAt, salesSeeded, type SaleLive, type Sales } from "./sales";
import * as state from "./state";

interface Values {
  pump: state.PumpLive;
  tank: state.TankLive;
  controller: state.ControllerLive;
  alerts: readonly Alert[];
  sales: Sales;
  pumpSales: readonly SaleLive[];
}
type Kind = keyof Values;
type Schedule = (flush: () => void) => void;

export const key = {
  pump: (site: string, pump: number) => `pump:${site}:${pump}`,
  tank: (site: string, tank: number) => `tank:${site}:${tank}`,
  controller: (site: string) => `controller:${site}`,
  alerts: (site: string) => `alerts:${site}`,
  sales: (site: string) => `sales:${site}`,
  pumpSales: (site: string, pump: number) => `sales:${site}:${pump}`,
};

interface SaleHeard {
  site: string;
  sale: SaleLive;
}

const HEARD_LOG = 500;

/** What was heard lately, so that a list that was asked for meanwhile does not undo it. */
class Heard<T> {
  private readonly log: T[] = [];
  private count = 0;

  add(one: T): void {
    this.count += 1;
    this.log.push(one);
    if (this.log.length > HEARD_LOG) this.log.shift();
  }

  mark(): number {
    return this.count;
  }

  since(mark: number): T[] {
    return this.log.slice(this.log.length - Math.min(this.count - mark, this.log.length));
  }
}

const HIDDEN_MS = 400;

/** A hidden page draws no frames, and a till must ring all the same. */
const nextFrame: Schedule = (flush) => {
  const timer = setTimeout(flush, HIDDEN_MS);
  requestAnimationFrame(() => {
    clearTimeout(timer);
    flush();
  });
};

export class LiveStore {
  private readonly values = new Map<string, Values[Kind]>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly dirty = new Set<string>();
  private readonly alertsHeard = new Heard<Alert>();
  private readonly salesHeard = new Heard<SaleHeard>();
  private scheduled = false;

  constructor(private readonly schedule: Schedule = nextFrame) {}

  get<K extends Kind>(_kind: K, name: string): Values[K] | undefined {
    return this.values.get(name) as Values[K] | undefined;
  }

  subscribe(names: readonly string[], listener: () => void): () => void {
    for (const name of names) this.listenersOf(name).add(listener);
    return () => names.forEach((name) => this.listeners.get(name)?.delete(listener));
  }

  apply(event: LiveEvent): void {
    switch (event.type) {
      case "pump.state":
        return this.patchPump(event.site, event.pump, (pump) => state.pumpStateChanged(pump, event));
      case "pump.running":
        return this.patchPump(event.site, event.pump, (pump) => state.pumpRan(pump, event));
      case "pump.transaction":
        return this.patchPump(event.site, event.pump, (pump) => state.pumpSold(pump, event));
      case "tank.reading":
        return this.seedTanks(event.site, [{ ...event, number: event.tank }]);
      case "controller.connection":
        return this.patchController(event.site, {
          online: event.online, softwareVersion: event.software_version ?? "", since: event.time, lastSeen: event.time,
        });
      case "alert":
        return this.applyAlert(event.alert);
      case "sale":
        return this.applySale(event.site, event.sale);
    }
  }

  applyAlert(alert: Alert): void {
    const name = key.alerts(alert.site);
    this.alertsHeard.add(alert);
    this.set(name, state.alertChanged(this.get("alerts", name) ?? [], alert));
  }

  /** From the stream, or the answer to what this screen did. */
  applySale(site: string, sale: SaleLive): void {
    this.salesHeard.add({ site, sale });
    this.setSales(site, saleChanged(this.get("sales", key.sales(site)) ?? NO_SALES, sale));
  }

  seedPumps(site: string, pumps: readonly Pump[], currency: string): void {
    for (const pump of pumps) this.patchPump(site, pump.number, (now) => state.pumpSeeded(now, pump, currency));
  }

  seedPumpsSaid(site: string, pumps: readonly PumpSaid[]): void {
    for (const said of pumps) this.patchPump(site, said.number, (now) => state.pumpSaid(now, said));
  }

  seedTanks(site: string, tanks: readonly (TankReading & { number: number })[]): void {
    for (const tank of tanks) {
      const reading = state.tankReading(tank);
      if (reading) this.patchTank(site, tank.number, reading);
    }
  }

  seedController(site: string, controller: Controller): void {
    this.patchController(site, state.restController(controller));
  }

  /** Taken before a list of alerts is asked for, handed back with the answer. */
  alertMark(): number {
    return this.alertsHeard.mark();
  }

  seedAlerts(site: string, alerts: readonly Alert[], mark: number): void {
    const since = this.alertsHeard.since(mark).filter((alert) => alert.site === site);
    this.set(key.alerts(site), state.alertsSeeded(alerts, since));
  }

  /** As `alertMark`, for sales. */
  saleMark(): number {
    return this.salesHeard.mark();
  }

  seedSales(site: string, sales: readonly SaleLive[], mark: number): void {
    const since = this.salesHeard.since(mark).filter((one) => one.site === site).map((one) => one.sale);
    this.setSales(site, salesSeeded(this.get("sales", key.sales(site)) ?? NO_SALES, sales, since));
  }

  private setSales(site: string, sales: Sales): void {
    const before = this.get("sales", key.sales(site)) ?? NO_SALES;
    this.set(key.sales(site), sales);
    for (const pump of new Set([...before.open, ...sales.open].map((sale) => sale.pump))) {
      const name = key.pumpSales(site, pump);
      this.set(name, salesAt(sales, pump, this.get("pumpSales", name)));
    }
  }

  private patchPump(site: string, pump: number, patch: (now: state.PumpLive) => state.PumpLive): void {
    const name = key.pump(site, pump);
    this.set(name, patch(this.get("pump", name) ?? state.NO_PUMP));
  }

  private patchTank(site: string, tank: number, reading: state.TankLive): void {
    const name = key.tank(site, tank);
    this.set(name, state.tankRead(this.get("tank", name), reading));
  }

  private patchController(site: string, next: state.ControllerLive): void {
    const name = key.controller(site);
    this.set(name, state.controllerSeen(this.get("controller", name), next));
  }

  private set(name: string, value: Values[Kind]): void {
    if (this.values.get(name) === value) return;
    this.values.set(name, value);
    this.dirty.add(name);
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => this.flush());
  }

  private flush(): void {
    this.scheduled = false;
    const woken = new Set<() => void>();
    for (const name of this.dirty) this.listeners.get(name)?.forEach((listener) => woken.add(listener));
    this.dirty.clear();
    woken.forEach((listener) => listener());
  }

  private listenersOf(name: string): Set<() => void> {
    let set = this.listeners.get(name);
    if (!set) this.listeners.set(name, (set = new Set()));
    return set;
  }
}
