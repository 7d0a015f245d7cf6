import { describe, expect, test, vi } from "vitest";
import type { Alert, Pump } from "@/lib/types";
import { pumpDisplay } from "@/lib/pump-display";
import { parseEvent, type LiveEvent } from "@/live/events";
import { LiveStore, key } from "@/live/store";
import { currentSale, isPayable, NO_SALES } from "@/live/sales";
import { NO_PUMP } from "@/live/state";

const SITE = "m25-cobham";
const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, second)).toISOString();

function event(type: string, data: object): LiveEvent {
  const parsed = parseEvent(type, JSON.stringify({ site: SITE, ...data }));
  if (!parsed) throw new Error(`${type} was not understood`);
  return parsed;
}

const stateEvent = (state: string, second: number, nozzle = 0) => event("pump.state", { pump: 1, time: at(second), state, state_number: 0, nozzle, reason: "" });
const running = (volume: number, second: number) =>
  event("pump.running", { pump: 1, time: at(second), nozzle: 2, volume_ml: volume, amount_minor: 100, unit_price_milli: 1459, flow_rate_l_min: 38 });
const transaction = (second: number) =>
  event("pump.transaction", { pump: 1, sequence: 1, nozzle: 2, grade: "e10", volume_ml: 9000, amount_minor: 1313, currency: "GBP", unit_price_milli: 1459, started_at: at(0), finished_at: at(second), offline: false });

function alert(id: string, changes: Partial<Alert> = {}): Alert {
  return {
    alert_id: id, site: SITE, rule: "device_alarm", key: id, device: "tank/1", severity: "WARNING", state: "RAISED", text: id, raised_at: at(1),
    acknowledged_at: null, acknowledged_by: "", resolved_at: null, resolved_by: "", version: 1, ...changes,
  } as Alert;
}

function setup() {
  let flush = () => {};
  const store = new LiveStore((run) => (flush = run));
  return { store, frame: () => flush(), pump: () => store.get("pump", key.pump(SITE, 1)) ?? NO_PUMP, alerts: () => store.get("alerts", key.alerts(SITE)) ?? [],
    sales: () => store.get("sales", key.sales(SITE)) ?? NO_SALES, atPump: (pump: number) => store.get("pumpSales", key.pumpSales(SITE, pump)) ?? [] };
}

function saleEvent(id: string, version: number, state: string, changes: object = {}): LiveEvent {
  return event("sale.changed", {
    what: "", sale_id: id, state, kind: "POST_PAY", origin: "POS", clearing: null, pump: 1, grade: "", volume_ml: 0, total_minor: 0, due_minor: 0, currency: "GBP",
    max_amount_minor: 0, max_volume_ml: 0, shift_id: "", opened_by: "jo", opened_at: at(1), payable_at: null, reason: "", version, ...changes,
  });
}

function saleOf(happened: LiveEvent) {
  if (happened.type !== "sale") throw new Error(happened.type);
  return happened.sale;
}

describe("parsing", () => {
  test.each([["pump.state", "{"], ["pump.state", "null"], ["pump.state", '{"site":"a"}'], ["unheard.of", '{"site":"a"}'], ["tank.reading", '{"site":"a","tank":"1","time":"2026-11-23T12:00:00Z"}'], ["pump.state", '{"site":"a","pump":1,"time":"soon","state":"IDLE"}'],
    ["alert.raised", '{"site":"a","alert_id":"1","state":"RAISED","raised_at":"whenever","version":1}']])(
    "%s %s changes nothing", (type, text) => expect(parseEvent(type, text)).toBeNull());
  test("the alert events are one", () => expect(event("alert.resolved", alert("a")).type).toBe("alert"));
});

describe("pumps", () => {
  test("follow their states, newest time wins", () => {
    const { store, pump } = setup();
    store.apply(stateEvent("FUELLING", 5, 2));
    store.apply(stateEvent("CALLING", 3, 2));
    expect(pump().state).toBe("FUELLING");
  });
  test("show zero before flow, count while fuelling, keep the last sale after", () => {
    const { store, pump } = setup();
    store.apply(running(8000, 1));
    store.apply(stateEvent("CALLING", 2, 3));
    expect(pumpDisplay(pump())).toMatchObject({ kind: "zero", volumeMl: 0, nozzle: 3 });
    store.apply(stateEvent("FUELLING", 3, 2));
    store.apply(running(500, 4));
    expect(pumpDisplay(pump())).toMatchObject({ kind: "running", volumeMl: 500, nozzle: 2 });
    store.apply(stateEvent("IDLE", 9));
    store.apply(transaction(9));
    expect(pumpDisplay(pump())).toMatchObject({ kind: "last", volumeMl: 9000, amountMinor: 1313 });
  });
  test("a count left from the customer before is not shown as this one's", () => {
    const { store, pump } = setup();
    store.apply(stateEvent("STARTED", 0, 2));
    store.apply(running(8000, 1));
    store.apply(stateEvent("FUELLING", 9, 2));
    expect(pumpDisplay(pump())).toMatchObject({ kind: "zero" });
  });
  test("a pause and a resumption keep the count", () => {
    const { store, pump } = setup();
    store.apply(stateEvent("STARTED", 0, 2));
    store.apply(stateEvent("FUELLING", 1, 2));
    store.apply(running(8000, 5));
    store.apply(stateEvent("SUSPENDED_FUELLING", 10, 2));
    store.apply(stateEvent("FUELLING", 20, 2));
    expect(pumpDisplay(pump())).toMatchObject({ kind: "running", volumeMl: 8000 });
  });
  test("the mark of a pump turns with every count, and not with one that is late", () => {
    const { store, pump } = setup();
    const beats = [1, 2, 1, 3].map((second) => {
      store.apply(running(second, second));
      return pump().running?.beat;
    });
    expect(beats).toEqual([true, false, false, true]);
  });
  test("a REST answer fills in what is older or unknown", () => {
    const { store, pump } = setup();
    const rest: Pump = { number: 1, nozzles: [], state: "IDLE", state_number: 3, state_time: at(2), running_volume_l: 12.345, running_amount: 18.01, flow_rate_l_min: 0, running_time: at(2) };
    store.seedPumps(SITE, [rest], "GBP");
    expect(pump()).toMatchObject({ state: "IDLE", running: { volumeMl: 12_345, amountMinor: 1801 } });
    store.apply(stateEvent("CALLING", 5, 1));
    store.seedPumps(SITE, [rest], "GBP");
    expect(pump()).toMatchObject({ state: "CALLING", nozzle: 1 });
  });
});

describe("tanks and controller", () => {
  test("a late reading does not turn the gauge back", () => {
    const { store } = setup();
    const reading = (second: number, volume: number) => event("tank.reading", { tank: 1, time: at(second), probe_status: "OPERATIVE", total_observed_volume_l: volume });
    store.apply(reading(5, 100));
    store.apply(reading(4, 200));
    expect(store.get("tank", key.tank(SITE, 1))).toMatchObject({ total_observed_volume_l: 100, water_level_mm: null });
  });
  test("the controller's state follows time", () => {
    const { store } = setup();
    store.apply(event("controller.connection", { online: false, software_version: "2", time: at(5) }));
    store.seedController(SITE, { site: SITE, online: true, software_version: "2", changed_at: at(1), last_seen_at: at(4) });
    expect(store.get("controller", key.controller(SITE))?.online).toBe(false);
  });
});

describe("alerts", () => {
  test("are newest first and leave when resolved", () => {
    const { store, alerts } = setup();
    store.applyAlert(alert("a", { raised_at: at(1) }));
    store.applyAlert(alert("b", { raised_at: at(2) }));
    expect(alerts().map((one) => one.alert_id)).toEqual(["b", "a"]);
    store.applyAlert(alert("a", { state: "RESOLVED", version: 2 }));
    expect(alerts().map((one) => one.alert_id)).toEqual(["b"]);
  });
  test("an alert of an incident is shown again when it is set free", () => {
    const { store, alerts } = setup();
    store.applyAlert(alert("a", { suppression: "INCIDENT" }));
    expect(alerts()).toEqual([]);
    store.applyAlert(alert("a", { version: 2 }));
    expect(alerts().map((one) => one.alert_id)).toEqual(["a"]);
  });
  test("an older version changes nothing", () => {
    const { store, alerts } = setup();
    store.applyAlert(alert("a", { state: "ACKNOWLEDGED", version: 2 }));
    store.applyAlert(alert("a"));
    expect(alerts()[0]?.state).toBe("ACKNOWLEDGED");
  });
  test("what the stream says while the list is under way is not lost", () => {
    const { store, alerts } = setup();
    store.applyAlert(alert("gone"));
    const mark = store.alertMark();
    store.applyAlert(alert("new"));
    store.applyAlert(alert("closed", { state: "RESOLVED", version: 2 }));
    store.seedAlerts(SITE, [alert("closed"), alert("old")], mark);
    expect(alerts().map((one) => one.alert_id).sort()).toEqual(["new", "old"]);
  });
});

test("a frame wakes only the widgets whose values changed, once", () => {
  const { store, frame } = setup();
  const [one, two] = [vi.fn(), vi.fn()];
  store.subscribe([key.pump(SITE, 1)], one);
  store.subscribe([key.pump(SITE, 2)], two);
  for (let i = 0; i < 30; i += 1) store.apply(running(i, i));
  frame();
  expect([one.mock.calls.length, two.mock.calls.length]).toEqual([1, 0]);
});

describe("sales", () => {
  test("of a site are the open ones, oldest first, and leave when they are over", () => {
    const { store, sales, atPump } = setup();
    store.apply(saleEvent("b", 2, "PAYABLE", { payable_at: at(9), total_minor: 4310, due_minor: 4310 }));
    store.apply(saleEvent("a", 2, "PAYABLE", { payable_at: at(5), pump: 2 }));
    expect(sales().open.map((one) => one.sale_id)).toEqual(["a", "b"]);
    expect(atPump(2).map((one) => one.sale_id)).toEqual(["a"]);
    store.apply(saleEvent("a", 3, "CLEARED", { clearing: "PAID", pump: 2 }));
    expect([sales().open.length, sales().over.length, atPump(2).length]).toEqual([1, 1, 0]);
  });
  test("newest version wins, also over a sale that is over", () => {
    const { store, sales } = setup();
    store.apply(saleEvent("a", 5, "CLEARED"));
    store.apply(saleEvent("a", 4, "LOCKED"));
    store.apply(saleEvent("b", 3, "LOCKED", { shift_id: "mine" }));
    store.apply(saleEvent("b", 2, "PAYABLE"));
    expect(sales().open).toMatchObject([{ sale_id: "b", state: "LOCKED" }]);
  });
  test("what the stream says while the list is under way is not lost", () => {
    const { store, sales } = setup();
    store.apply(saleEvent("gone", 1, "PAYABLE"));
    const mark = store.saleMark();
    store.apply(saleEvent("new", 1, "AUTHORISED"));
    store.apply(saleEvent("paid", 4, "CLEARED"));
    store.seedSales(SITE, [saleOf(saleEvent("paid", 3, "LOCKED")), saleOf(saleEvent("old", 1, "PAYABLE"))], mark);
    expect(sales().open.map((one) => one.sale_id).sort()).toEqual(["new", "old"]);
  });
  test("a refund of a sale changes nothing that is open", () => {
    const { store, sales } = setup();
    store.apply(event("sale.refunded", { ...saleOf(saleEvent("a", 6, "CLEARED")), refund_id: "r", amount_minor: 300, refund_reason: "cold" }));
    expect(sales().open).toEqual([]);
  });
  test("a prepayment waits for nobody while the pump works for it", () => {
    const { store, sales } = setup();
    store.apply(saleEvent("a", 2, "FUELLING", { kind: "PRE_PAY", due_minor: -2000 }));
    expect(sales().open.map(isPayable)).toEqual([false]);
  });
  test("a prepayment for nothing stays until it is given back", () => {
    const { store, sales } = setup();
    store.apply(saleEvent("a", 2, "REFUSED", { kind: "PRE_PAY", due_minor: -2000 }));
    expect(sales().open.map(isPayable)).toEqual([true]);
    store.apply(saleEvent("a", 3, "CLEARED", { kind: "PRE_PAY", clearing: "ZERO" }));
    expect(sales().open).toEqual([]);
  });
  test("the one that the pump works for is not one that waits to be paid", () => {
    const { store, atPump } = setup();
    store.apply(saleEvent("first", 4, "PAYABLE", { payable_at: at(5) }));
    store.apply(saleEvent("second", 2, "FUELLING", { opened_at: at(8) }));
    expect(currentSale(atPump(1))?.sale_id).toBe("second");
  });
  test("wake only the pump that they are about", () => {
    const { store, frame } = setup();
    const [one, two] = [vi.fn(), vi.fn()];
    store.apply(saleEvent("b", 1, "PAYABLE", { pump: 2 }));
    frame();
    store.subscribe([key.pumpSales(SITE, 1)], one);
    store.subscribe([key.pumpSales(SITE, 2)], two);
    store.apply(saleEvent("a", 1, "PAYABLE"));
    frame();
    expect([one.mock.calls.length, two.mock.calls.length]).toEqual([1, 0]);
  });
});

describe("an emergency stop", () => {
  const stopped = (state: string, second: number, reason: string) => event("pump.state", { pump: 1, time: at(second), state, state_number: 0, nozzle: 0, reason });
  test("lasts until the pump opens", () => {
    const { store, pump } = setup();
    store.apply(stopped("CLOSED", 1, "emergency_stop"));
    store.apply(stopped("CLOSED", 2, "reconnected"));
    expect(pump().stopped).toBe(true);
    store.apply(stopped("IDLE", 3, "opened"));
    expect(pump().stopped).toBe(false);
  });
});
