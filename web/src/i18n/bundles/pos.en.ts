import offline from "../../../messages/en/offline.json";
import pos from "../../../messages/en/pos.json";
import till from "../../../messages/en/till.json";

export const messages = { offline, pos, till };
