import menu from "../../../messages/en/menu.json";
import sales from "../../../messages/en/sales.json";

export const messages = { menu, sales };
