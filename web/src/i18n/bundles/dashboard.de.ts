import menu from "../../../messages/de/menu.json";
import sales from "../../../messages/de/sales.json";

export const messages = { menu, sales };
