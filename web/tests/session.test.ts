import { describe, expect, test } from "vitest";
import { SessionDoor, type Exclusive } from "@/session/door";

const ORIGIN = "https://station.example";
const problem = (status: number, reason: string) => Response.json({ status, reason }, { status });

/** A server whose access cookie may be over; two doors on it are two tabs. */
class Server {
  signedIn = false;
  refreshAnswer = () => Response.json({});
  readonly asked: string[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  exclusive: Exclusive = (work) => {
    const mine = this.turn.then(work);
    this.turn = mine.catch(() => undefined);
    return mine;
  };

  send = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname;
    this.asked.push(`${request.method} ${path}`);
    await Promise.resolve();
    if (path === "/api/v1/auth/session/refresh") {
      const answer = this.refreshAnswer();
      this.signedIn = answer.ok;
      return answer;
    }
    return this.signedIn ? Response.json({ body: await request.text(), key: request.headers.get("Idempotency-Key") }) : problem(401, "NotSignedIn");
  };

  tab = () => new SessionDoor(this.send, this.exclusive, () => ORIGIN);
  count = (what: string) => this.asked.filter((one) => one === what).length;
}

const REFRESH = "POST /api/v1/auth/session/refresh";
const question = () => new Request(`${ORIGIN}/api/v1/sites`);

describe("a session that ran out", () => {
  test("is renewed once for all that notice, in every tab, and each asks again", async () => {
    const server = new Server();
    const tabs = [server.tab(), server.tab(), server.tab()];
    const answers = await Promise.all(tabs.flatMap((tab) => [tab.fetch(question()), tab.fetch(question()), tab.fetch(question())]));
    expect(answers.map((answer) => answer.status)).toEqual(Array(9).fill(200));
    expect(server.count(REFRESH)).toBe(1);
  });

  test("a change is sent again with its body and the key of its intent", async () => {
    const server = new Server();
    const request = new Request(`${ORIGIN}/api/v1/users`, { method: "POST", body: "{}", headers: { "Idempotency-Key": "k1" } });
    expect(await (await server.tab().fetch(request)).json()).toEqual({ body: "{}", key: "k1" });
    expect(server.count("POST /api/v1/users")).toBe(2);
  });

  test.each([[401, "SessionOver"], [401, "RefreshTokenReused"], [403, "CrossSiteRequest"]])("%i %s: the answer stays the first one", async (status, reason) => {
    const server = new Server();
    server.refreshAnswer = () => problem(status, reason);
    const answer = await server.tab().fetch(question());
    expect([answer.status, await answer.json()]).toEqual([401, { status: 401, reason: "NotSignedIn" }]);
    expect(server.count("GET /api/v1/sites")).toBe(1);
  });

  test("a server that is away does not end the session", async () => {
    const server = new Server();
    server.refreshAnswer = () => problem(503, "Unavailable");
    expect((await server.tab().fetch(question())).status).toBe(503);
  });

  test("is renewed again the next time", async () => {
    const server = new Server();
    const tab = server.tab();
    await tab.fetch(question());
    server.signedIn = false;
    expect((await tab.fetch(question())).status).toBe(200);
    expect(server.count(REFRESH)).toBe(2);
  });
});

test("a wrong password renews nothing", async () => {
  const asked: string[] = [];
  const door = new SessionDoor(async (request) => (asked.push(request.url), problem(401, "InvalidCredentials")), (work) => work(), () => ORIGIN);
  expect((await door.fetch(new Request(`${ORIGIN}/api/v1/auth/session`, { method: "POST", body: "{}" }))).status).toBe(401);
  expect(asked).toHaveLength(1);
});
