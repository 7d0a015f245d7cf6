import cards from "../../../messages/de/cards.json";
import push from "../../../messages/de/push.json";
import selling from "../../../messages/de/selling.json";

export const messages = { cards, push, selling };
