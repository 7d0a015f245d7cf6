output "bucket" {
  description = "Bucket of backups."
  value       = aws_s3_bucket.backups.id
}

output "role_arns" {
  description = "Roles with which PostgreSQL and the nightly job write and read backups, by who it is."
  value       = { for who, writer in module.writer : who => writer.role_arn }
}

output "backup_tag" {
  description = "Tag of volumes of which a snapshot is taken each night."
  value       = { "motorway/backup" = var.name }
}
