import cards from "../../../messages/fr/cards.json";
import selling from "../../../messages/fr/selling.json";

export const messages = { cards, selling };
