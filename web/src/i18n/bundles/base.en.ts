import common from "../../../messages/en/common.json";
import errors from "../../../messages/en/errors.json";
import signIn from "../../../messages/en/signIn.json";

export const messages = { common, errors, signIn };
