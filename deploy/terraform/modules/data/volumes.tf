# Volumes of RabbitMQ, Redis and the MQTT broker: the storage class tags them, and each night a snapshot is taken.
resource "aws_backup_vault" "volumes" {
  name        = var.name
  kms_key_arn = var.key_arn
  tags        = var.tags
}

resource "aws_backup_vault_lock_configuration" "volumes" {
  count = var.locked ? 1 : 0

  backup_vault_name  = aws_backup_vault.volumes.name
  min_retention_days = 7
}

resource "aws_backup_plan" "volumes" {
  name = "${var.name}-volumes"

  rule {
    rule_name         = "nightly"
    target_vault_name = aws_backup_vault.volumes.name
    schedule          = "cron(0 2 * * ? *)"
    start_window      = 60
    completion_window = 360

    lifecycle {
      delete_after = var.backup_days
    }
  }

  tags = var.tags
}

resource "aws_backup_selection" "volumes" {
  name         = "volumes"
  plan_id      = aws_backup_plan.volumes.id
  iam_role_arn = aws_iam_role.backup.arn

  selection_tag {
    type  = "STRINGEQUALS"
    key   = "motorway/backup"
    value = var.name
  }
}

resource "aws_iam_role" "backup" {
  name                 = "${var.name}-backup"
  path                 = var.iam_path
  permissions_boundary = var.permissions_boundary
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "backup" {
  for_each = {
    backup  = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
    restore = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"
  }

  role       = aws_iam_role.backup.name
  policy_arn = each.value
}
