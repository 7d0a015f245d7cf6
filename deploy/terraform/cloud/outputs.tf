output "cluster" {
  description = "The cluster: name, endpoint, certificate authority (base64)."
  value = {
    name                  = module.cluster.name
    endpoint              = module.cluster.endpoint
    certificate_authority = module.cluster.certificate_authority
  }
}

output "helm" {
  description = "Where the chart is installed: release, namespace."
  value       = { release = local.release, namespace = local.namespace }
}

output "helm_values" {
  description = "Values of the chart, after values-standard.yaml."
  value       = module.values.yaml
}

output "operators" {
  description = "What the root `operators` needs to know."
  value = {
    region           = var.region
    vpc_id           = module.network.vpc_id
    domain           = var.domain
    zone_id          = module.dns_tls.zone_id
    contact          = var.contact
    disks_key_arn    = module.keys["disks"].arn
    backup_tag       = module.data.backup_tag
    secrets_prefix   = module.naming.secrets_prefix
    remote_write_url = module.observability.remote_write_url
    alarms_topic_arn = module.observability.alarms_topic_arn
    pods_log_group   = module.observability.pods_log_group
    namespace        = local.namespace
  }
}

output "delegation" {
  description = "What the domain above hangs in: name servers and DS record."
  value       = { name_servers = module.dns_tls.name_servers, ds_record = module.dns_tls.ds_record }
}

output "outgoing_addresses" {
  description = "From which addresses the platform speaks to the internet, for others' firewalls."
  value       = module.network.outgoing_addresses
}

output "monthly_usd" {
  description = "Estimate by kind, without traffic, DNS, metrics and taxes."
  value       = module.sizing.monthly_usd
}
