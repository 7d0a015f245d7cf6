import account from "../../../messages/fr/account.json";

export const messages = { account };
