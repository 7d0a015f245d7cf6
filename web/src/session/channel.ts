/** What one tab tells the others: somebody signed in or out. */

type News = "signed-in" | "signed-out";

const NAME = "motorway-session";

export function tellTabs(news: News): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(news);
  channel.close();
}

export function hearTabs(heard: (news: News) => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = (message: MessageEvent<News>) => heard(message.data);
  return () => channel.close();
}
