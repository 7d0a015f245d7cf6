/** What one tab tells the others: somebody signed in or out. */

type News = "signed-in" | "signed-out";

let channel: BroadcastChannel | null = null;

/** One object for both directions: a tab does not hear itself. */
function ours(): BroadcastChannel {
  return (channel ??= new BroadcastChannel("motorway-session"));
}

export function tellTabs(news: News): void {
  ours().postMessage(news);
}

export function hearTabs(heard: (news: News) => void): () => void {
  const listener = (message: MessageEvent<News>) => heard(message.data);
  ours().addEventListener("message", listener);
  return () => ours().removeEventListener("message", listener);
}
