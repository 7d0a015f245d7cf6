import common from "../../../messages/de/common.json";
import errors from "../../../messages/de/errors.json";
import roles from "../../../messages/de/roles.json";
import signIn from "../../../messages/de/signIn.json";

export const messages = { common, errors, roles, signIn };
