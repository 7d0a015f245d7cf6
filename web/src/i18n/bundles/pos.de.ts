import offline from "../../../messages/de/offline.json";
import pos from "../../../messages/de/pos.json";
import till from "../../../messages/de/till.json";

export const messages = { offline, pos, till };
