import selling from "../../../messages/en/selling.json";

export const messages = { selling };
