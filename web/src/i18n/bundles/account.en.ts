import account from "../../../messages/en/account.json";

export const messages = { account };
