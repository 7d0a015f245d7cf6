import cards from "../../../messages/fr/cards.json";
import push from "../../../messages/fr/push.json";
import selling from "../../../messages/fr/selling.json";

export const messages = { cards, push, selling };
