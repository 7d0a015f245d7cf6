import menu from "../../../messages/fr/menu.json";
import sales from "../../../messages/fr/sales.json";

export const messages = { menu, sales };
