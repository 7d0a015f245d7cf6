import selling from "../../../messages/fr/selling.json";

export const messages = { selling };
