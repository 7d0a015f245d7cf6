import cards from "../../../messages/de/cards.json";
import selling from "../../../messages/de/selling.json";

export const messages = { cards, selling };
