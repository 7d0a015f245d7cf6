import menu from "../../../messages/fr/menu.json";
import sales from "../../../messages/fr/sales.json";
import titles from "../../../messages/fr/titles.json";

export const messages = { menu, sales, titles };
