import { choose, need } from "@/i18n/language";

await choose("en");
await need("base", "account", "selling", "pos", "handout", "dashboard");
