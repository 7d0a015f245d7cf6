import calls from "../../../messages/de/calls.json";
import menu from "../../../messages/de/menu.json";
import money from "../../../messages/de/money.json";
import sales from "../../../messages/de/sales.json";
import titles from "../../../messages/de/titles.json";

export const messages = { calls, menu, money, sales, titles };
