import { Allowed } from "@/components/not-allowed";
import { SiteList } from "@/components/site-list";

export default function SitesPage() {
  return <Allowed operation="sites.read" title="Sites"><SiteList /></Allowed>;
}
