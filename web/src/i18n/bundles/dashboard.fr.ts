import alerts from "../../../messages/fr/alerts.json";
import calls from "../../../messages/fr/calls.json";
import menu from "../../../messages/fr/menu.json";
import money from "../../../messages/fr/money.json";
import people from "../../../messages/fr/people.json";
import personalData from "../../../messages/fr/personalData.json";
import readyRules from "../../../messages/fr/readyRules.json";
import sales from "../../../messages/fr/sales.json";
import sites from "../../../messages/fr/sites.json";
import titles from "../../../messages/fr/titles.json";
import trade from "../../../messages/fr/trade.json";

export const messages = { alerts, calls, menu, money, people, personalData, readyRules, sales, sites, titles, trade };
