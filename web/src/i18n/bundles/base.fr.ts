import common from "../../../messages/fr/common.json";
import errors from "../../../messages/fr/errors.json";
import signIn from "../../../messages/fr/signIn.json";

export const messages = { common, errors, signIn };
