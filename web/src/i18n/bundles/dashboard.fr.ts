import calls from "../../../messages/fr/calls.json";
import menu from "../../../messages/fr/menu.json";
import money from "../../../messages/fr/money.json";
import sales from "../../../messages/fr/sales.json";
import titles from "../../../messages/fr/titles.json";

export const messages = { calls, menu, money, sales, titles };
