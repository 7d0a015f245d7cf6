output "prefix" {
  description = "Begin of every name, and the name of the cluster and of the network."
  value       = local.prefix
}

output "state_bucket" {
  description = "Bucket of Terraform's state."
  value       = "${local.prefix}-state-${var.account_id}"
}

output "backup_bucket" {
  description = "Bucket of PostgreSQL's backups and write-ahead log."
  value       = "${local.prefix}-backups-${var.account_id}"
}

output "secrets_prefix" {
  description = "Path in Secrets Manager below which the platform's secrets are."
  value       = "${var.product}/${var.environment}"
}

output "iam_path" {
  description = "Path of every role; who applies may touch no other."
  value       = "/${var.product}/"
}

output "tags" {
  description = "Tags of every resource."
  value = {
    Product     = var.product
    Environment = var.environment
    ManagedBy   = "terraform"
  }
}
