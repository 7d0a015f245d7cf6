import common from "../../../messages/fr/common.json";

export const messages = { common };
