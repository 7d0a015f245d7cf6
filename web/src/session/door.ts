/** The way to the server: an access cookie lives for minutes, and is renewed without the screens noticing. */

export type Send = (request: Request) => Promise<Response>;
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

const PROFILE = "/api/v1/me";
const REFRESH = "/api/v1/auth/session/refresh";

/** A session that cannot be renewed is over; a wrong password is something else. */
async function isNotSignedIn(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body = (await response.clone().json().catch(() => ({}))) as { reason?: string };
  return body.reason === undefined || body.reason === "NotSignedIn";
}

export class SessionDoor {
  private renewing: Promise<Response> | null = null;

  /** `exclusive` runs one work at a time among all tabs of this browser. */
  constructor(
    private readonly send: Send,
    private readonly exclusive: Exclusive,
    private readonly origin: () => string,
  ) {}

  /** Sends; after a 401 renews the session once and sends again. */
  fetch = async (request: Request): Promise<Response> => {
    const again = request.clone();
    const response = await this.send(request);
    if (!(await isNotSignedIn(response))) return response;
    const renewed = await this.renew();
    if (renewed.status === 401 || renewed.status === 403) return response;
    return renewed.ok ? this.send(again) : renewed.clone();
  };

  /** The answer to the renewal; callers at the same time share one. */
  private renew(): Promise<Response> {
    this.renewing ??= this.exclusive(() => this.renewOnce()).finally(() => (this.renewing = null));
    return this.renewing;
  }

  /** Refresh tokens are spent when used, so it asks first whether another tab was faster. */
  private async renewOnce(): Promise<Response> {
    const answer = await this.send(new Request(this.origin() + PROFILE, { cache: "no-store" }));
    if (!(await isNotSignedIn(answer))) return answer;
    return this.send(new Request(this.origin() + REFRESH, { method: "POST", cache: "no-store" }));
  }
}

let queue: Promise<unknown> = Promise.resolve();

/** Locks among tabs exist on HTTPS and localhost; elsewhere at least this tab takes turns. */
export const oneAtATime: Exclusive = async (work) => {
  if (typeof navigator !== "undefined" && navigator.locks) return navigator.locks.request("motorway-session", work) as ReturnType<typeof work>;
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
};
