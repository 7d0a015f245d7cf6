output "zones" {
  description = "Zones to spread over."
  value       = local.zones
}

output "nat_gateways" {
  description = "Gateways to the internet: one, or one per zone."
  value       = local.gateways
}

output "interface_endpoints" {
  description = "AWS services that are reached without the internet."
  value       = local.endpoints
}

output "node_groups" {
  description = "Machines by group: system, services, data."
  value       = local.node_groups
}

output "database" {
  description = "PostgreSQL: instances, GiB of each, CPU and memory of each as Kubernetes writes them."
  value       = { instances = local.instances, storage_gib = local.database_gib, cpu = local.step.database.cpu, memory = local.step.database.memory }
}

output "monthly_usd" {
  description = "Estimate by kind and `total`, without traffic, DNS, metrics and taxes."
  value       = { for kind, dollars in merge(local.monthly, { total = sum(values(local.monthly)) }) : kind => ceil(dollars) }
}
