import handout from "../../../messages/fr/handout.json";

export const messages = { handout };
