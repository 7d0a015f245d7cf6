/** Live values by key. A change wakes only the widgets of that key, at most once per animation frame. */

import type { Alert, Controller, Pump, TankReading } from "@/lib/types";
import type { LiveEvent } from "./events";
import * as state from "./state";

interface Values {
  pump: state.PumpLive;
  tank: state.TankLive;
  controller: state.ControllerLive;
  alerts: readonly Alert[];
}
type Kind = keyof Values;
type Schedule = (flush: () => void) => void;

export const key = {
  pump: (site: string, pump: number) => `pump:${site}:${pump}`,
  tank: (site: string, tank: number) => `tank:${site}:${tank}`,
  controller: (site: string) => `controller:${site}`,
  alerts: (site: string) => `alerts:${site}`,
};

const ALERT_LOG = 500;
const nextFrame: Schedule = (flush) => void requestAnimationFrame(flush);

export class LiveStore {
  private readonly values = new Map<string, Values[Kind]>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly dirty = new Set<string>();
  private readonly alertLog: Alert[] = [];
  private alertsHeard = 0;
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
    }
  }

  applyAlert(alert: Alert): void {
    const name = key.alerts(alert.site);
    this.alertsHeard += 1;
    this.alertLog.push(alert);
    if (this.alertLog.length > ALERT_LOG) this.alertLog.shift();
    this.set(name, state.alertChanged(this.get("alerts", name) ?? [], alert));
  }

  seedPumps(site: string, pumps: readonly Pump[], currency: string): void {
    for (const pump of pumps) this.patchPump(site, pump.number, (now) => state.pumpSeeded(now, pump, currency));
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
    return this.alertsHeard;
  }

  seedAlerts(site: string, alerts: readonly Alert[], mark: number): void {
    const missed = Math.min(this.alertsHeard - mark, this.alertLog.length);
    const since = this.alertLog.slice(this.alertLog.length - missed).filter((alert) => alert.site === site);
    this.set(key.alerts(site), state.alertsSeeded(alerts, since));
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
