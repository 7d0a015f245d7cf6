import cards from "../../../messages/en/cards.json";
import push from "../../../messages/en/push.json";
import selling from "../../../messages/en/selling.json";

export const messages = { cards, push, selling };
