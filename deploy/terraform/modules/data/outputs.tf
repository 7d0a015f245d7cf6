output "bucket" {
  description = "Bucket of backups."
  value       = aws_s3_bucket.backups.id
}

output "postgresql_role_arn" {
  description = "Role with which PostgreSQL writes and reads its backups."
  value       = module.postgresql.role_arn
}

output "backup_tag" {
  description = "Tag of volumes of which a snapshot is taken each night."
  value       = { "motorway/backup" = var.name }
}
