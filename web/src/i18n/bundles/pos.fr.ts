import offline from "../../../messages/fr/offline.json";
import pos from "../../../messages/fr/pos.json";
import till from "../../../messages/fr/till.json";

export const messages = { offline, pos, till };
