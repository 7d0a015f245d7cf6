import { afterEach, describe, expect, it, vi } from "vitest";
import { Connection, askAfter, judged } from "@/offline/connection";

const NOW = Date.parse("2026-11-28T12:00:00Z");

describe("the connection", () => {
  it("is late after one call without an answer and gone after two", () => {
    const heard = { atMs: NOW, failures: 0, network: true };
    expect(judged(heard, NOW + 1000)).toBe("live");
    expect(judged(heard, NOW + 26_000)).toBe("late");
    expect(judged({ ...heard, failures: 1 }, NOW)).toBe("late");
    expect(judged({ ...heard, failures: 2 }, NOW)).toBe("offline");
    expect(judged({ ...heard, network: false }, NOW)).toBe("offline");
    expect(askAfter("late", 1)).toBeLessThan(askAfter("offline", 2));
    expect(askAfter("offline", 30)).toBe(15_000);
  });
});

describe("watching the connection", () => {
  const network = { onLine: true };
  const started = (answers: () => boolean) => {
    vi.stubGlobal("window", { addEventListener: () => undefined, removeEventListener: () => undefined });
    vi.stubGlobal("navigator", network);
    vi.useFakeTimers({ now: NOW });
    let asked = 0;
    const connection = new Connection(async () => {
      asked += 1;
      return answers();
    });
    return { connection, end: connection.watch(), asked: () => asked };
  };
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    network.onLine = true;
  });

  it("asks twice before it says offline, and notices when the server is back", async () => {
    let there = true;
    const { connection, end } = started(() => there);
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.link.get()).toBe("live");
    there = false;
    connection.doubted();
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.link.get()).toBe("late");
    await vi.advanceTimersByTimeAsync(1001);
    expect(connection.link.get()).toBe("offline");
    there = true;
    await vi.advanceTimersByTimeAsync(3001);
    expect(connection.link.get()).toBe("live");
    expect(connection.heardAtMs).toBeGreaterThan(NOW + 4000);
    end();
  });

  it("takes one slow call for bad luck while the server answers", async () => {
    const { connection, end } = started(() => true);
    connection.doubted();
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.link.get()).toBe("live");
    end();
  });

  it("asks now and then while nothing is heard, and no more when nobody watches", async () => {
    const { end, asked } = started(() => true);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(asked()).toBe(4);
    end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked()).toBe(4);
  });
});
