import common from "../../../messages/en/common.json";

export const messages = { common };
