import menu from "../../../messages/de/menu.json";

export const messages = { menu };
