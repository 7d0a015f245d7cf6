import common from "../../../messages/fr/common.json";
import errors from "../../../messages/fr/errors.json";
import roles from "../../../messages/fr/roles.json";
import signIn from "../../../messages/fr/signIn.json";

export const messages = { common, errors, roles, signIn };
