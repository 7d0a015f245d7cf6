import common from "../../../messages/de/common.json";

export const messages = { common };
