import account from "../../../messages/de/account.json";

export const messages = { account };
