import alerts from "../../../messages/de/alerts.json";
import calls from "../../../messages/de/calls.json";
import menu from "../../../messages/de/menu.json";
import money from "../../../messages/de/money.json";
import people from "../../../messages/de/people.json";
import personalData from "../../../messages/de/personalData.json";
import readyRules from "../../../messages/de/readyRules.json";
import sales from "../../../messages/de/sales.json";
import sites from "../../../messages/de/sites.json";
import titles from "../../../messages/de/titles.json";
import trade from "../../../messages/de/trade.json";

export const messages = { alerts, calls, menu, money, people, personalData, readyRules, sales, sites, titles, trade };
