import menu from "../../../messages/de/menu.json";
import sales from "../../../messages/de/sales.json";
import titles from "../../../messages/de/titles.json";

export const messages = { menu, sales, titles };
