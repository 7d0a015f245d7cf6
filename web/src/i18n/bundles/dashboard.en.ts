import alerts from "../../../messages/en/alerts.json";
import calls from "../../../messages/en/calls.json";
import menu from "../../../messages/en/menu.json";
import money from "../../../messages/en/money.json";
import people from "../../../messages/en/people.json";
import personalData from "../../../messages/en/personalData.json";
import readyRules from "../../../messages/en/readyRules.json";
import sales from "../../../messages/en/sales.json";
import sites from "../../../messages/en/sites.json";
import titles from "../../../messages/en/titles.json";
import trade from "../../../messages/en/trade.json";

export const messages = { alerts, calls, menu, money, people, personalData, readyRules, sales, sites, titles, trade };
