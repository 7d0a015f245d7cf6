import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { faultOf } from "@/components/pos-handout/use-camera";
import { BARCODE } from "@/lib/barcodes";
import { fitted } from "@/lib/photos";
import { bridgeAddress, conditionOf, printOn, PrinterProblem } from "@/lib/printer";
import { scannedCode, withStroke, type Stroke } from "@/lib/till-keys";

describe("the bridge to the printer", () => {
  test.each([
    ["http://127.0.0.1:18470", "http://127.0.0.1:18470"],
    [" localhost:18470/ ", "http://localhost:18470"],
    ["127.0.0.1:9", "http://127.0.0.1:9"],
  ])("%s is on this machine", (typed, address) => expect(bridgeAddress(typed)).toBe(address));

  test.each(["", "18470", "https://127.0.0.1:18470", "http://127.0.0.1", "http://192.0.2.9:18470", "http://127.0.0.1.evil.example:1", "http://a@127.0.0.1:1", "http://127.0.0.1:1/x", "http://127.0.0.1:1?x", "javascript:alert(1)"])(
    "%s is not", (typed) => expect(bridgeAddress(typed)).toBeNull());

  const asked = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
  beforeEach(() => vi.stubGlobal("fetch", asked));
  afterEach(() => {
    vi.unstubAllGlobals();
    asked.mockReset();
  });
  const reasonOf = (work: Promise<unknown>) => work.then(() => "", (error: unknown) => (error instanceof PrinterProblem ? error.reason : String(error)));

  test("a job goes out as it is, under its key, without cookies", async () => {
    asked.mockResolvedValue(Response.json({ printed: true }));
    const job = new Uint8Array([1, 2, 3]);
    await printOn("http://127.0.0.1:18470", job, "k1");
    const [url, init] = asked.mock.calls[0]!;
    expect([url, init.body, init.credentials]).toEqual(["http://127.0.0.1:18470/print", job, "omit"]);
    expect(init.headers).toEqual({ "Content-Type": "application/octet-stream", "Idempotency-Key": "k1" });
  });

  test("what keeps it from printing is told by its reason", async () => {
    asked.mockResolvedValueOnce(Response.json({ reason: "OutOfPaper" }, { status: 409 }));
    expect(await reasonOf(printOn("http://127.0.0.1:1", new ArrayBuffer(1), "k"))).toBe("OutOfPaper");
    asked.mockResolvedValueOnce(Response.json({ reason: "SomethingNew" }, { status: 400 }));
    expect(await reasonOf(printOn("http://127.0.0.1:1", new ArrayBuffer(1), "k"))).toBe("Other");
    asked.mockResolvedValueOnce(new Response("<html>", { status: 502 }));
    expect(await reasonOf(conditionOf("http://127.0.0.1:1"))).toBe("Other");
    asked.mockRejectedValueOnce(new TypeError("Failed to fetch"));
    expect(await reasonOf(conditionOf("http://127.0.0.1:1"))).toBe("BridgeAway");
  });

  test("a printer may say how it is, or nothing", async () => {
    asked.mockResolvedValueOnce(Response.json({ condition: "PAPER_LOW" }));
    expect(await conditionOf("http://127.0.0.1:1")).toBe("PAPER_LOW");
    asked.mockResolvedValueOnce(Response.json({ condition: "ON_FIRE" }));
    expect(await conditionOf("http://127.0.0.1:1")).toBe("UNKNOWN");
  });
});

describe("scanners", () => {
  const at = (code: string, fromMs: number, gapMs: number): Stroke[] => [...code].map((key, i) => ({ key, timeMs: fromMs + i * gapMs }));
  const typed = (...strokes: Stroke[][]) => strokes.flat().reduce<Stroke[]>(withStroke, []);

  test.each(["96385074", "5000112558272", "036000291452"])("%s is a scan", (code) => expect(scannedCode(typed(at(code, 0, 8)))).toBe(code));
  test("what fingers typed before does not spoil a scan", () => {
    expect(scannedCode(typed(at("20", 0, 300), at("96385074", 1000, 8)))).toBe("96385074");
    expect(scannedCode(typed(at("4711", 0, 200), at("5000112558272", 5000, 12)))).toBe("5000112558272");
  });
  test("amounts that fingers type are none", () => {
    expect(scannedCode(typed(at("12345678", 0, 90)))).toBe("");
    expect(scannedCode(typed(at("96385074", 0, 8), at("5", 500, 8)))).toBe("");
    expect(scannedCode([])).toBe("");
  });
  test("codes are those of goods", () => expect(["96385074", "036000291452", "5000112558272", "1234567", "12345678901"].map((code) => BARCODE.test(code))).toEqual([true, true, true, false, false]));
});

describe("pictures", () => {
  test("large ones are made smaller in proportion, small ones stay", () => {
    expect([fitted(4000, 3000), fitted(3000, 4000), fitted(640, 480), fitted(10_000, 2)]).toEqual([[1600, 1200], [1200, 1600], [640, 480], [1600, 1]]);
  });
  test.each([["NotAllowedError", "denied"], ["NotFoundError", "none"], ["NotReadableError", "busy"], ["UnknownError", "other"]])(
    "a camera that says %s", (name, fault) => expect(faultOf(new DOMException("", name))).toBe(fault));
});
