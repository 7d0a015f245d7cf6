import menu from "../../../messages/fr/menu.json";

export const messages = { menu };
