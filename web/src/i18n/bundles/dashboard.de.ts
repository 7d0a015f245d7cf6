import menu from "../../../messages/de/menu.json";
import money from "../../../messages/de/money.json";
import sales from "../../../messages/de/sales.json";
import titles from "../../../messages/de/titles.json";

export const messages = { menu, money, sales, titles };
