import handout from "../../../messages/de/handout.json";
import offline from "../../../messages/de/offline.json";
import pos from "../../../messages/de/pos.json";
import till from "../../../messages/de/till.json";

export const messages = { handout, offline, pos, till };
