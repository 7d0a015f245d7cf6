import menu from "../../../messages/fr/menu.json";
import money from "../../../messages/fr/money.json";
import sales from "../../../messages/fr/sales.json";
import titles from "../../../messages/fr/titles.json";

export const messages = { menu, money, sales, titles };
