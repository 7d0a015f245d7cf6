import menu from "../../../messages/en/menu.json";

export const messages = { menu };
