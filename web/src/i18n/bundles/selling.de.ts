import selling from "../../../messages/de/selling.json";

export const messages = { selling };
