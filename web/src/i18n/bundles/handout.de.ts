import handout from "../../../messages/de/handout.json";

export const messages = { handout };
