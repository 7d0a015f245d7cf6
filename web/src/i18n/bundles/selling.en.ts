import cards from "../../../messages/en/cards.json";
import selling from "../../../messages/en/selling.json";

export const messages = { cards, selling };
