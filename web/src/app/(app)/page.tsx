import { SiteList } from "@/components/site-list";

export default function SitesPage() {
  return <SiteList />;
}
