import calls from "../../../messages/en/calls.json";
import menu from "../../../messages/en/menu.json";
import money from "../../../messages/en/money.json";
import sales from "../../../messages/en/sales.json";
import titles from "../../../messages/en/titles.json";

export const messages = { calls, menu, money, sales, titles };
