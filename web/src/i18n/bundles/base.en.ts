import common from "../../../messages/en/common.json";
import errors from "../../../messages/en/errors.json";
import roles from "../../../messages/en/roles.json";
import signIn from "../../../messages/en/signIn.json";

export const messages = { common, errors, roles, signIn };
