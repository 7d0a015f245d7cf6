import handout from "../../../messages/en/handout.json";

export const messages = { handout };
