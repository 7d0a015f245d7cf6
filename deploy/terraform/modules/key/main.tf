locals {
  root = "arn:aws:iam::${var.account_id}:root"

  administration = [{
    Sid       = "TheAccountDecidesByItsPolicies"
    Effect    = "Allow"
    Principal = { AWS = local.root }
    Action    = "kms:*"
    Resource  = "*"
  }]

  services = [for service in var.services : {
    Sid       = "Service${replace(title(split(".", service)[0]), "-", "")}"
    Effect    = "Allow"
    Principal = { Service = service }
    Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    Resource  = "*"
    Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
  }]

  # CloudWatch names the log group instead of the account.
  logs = [for region in var.logs_regions : {
    Sid       = "LogsOf${replace(title(replace(region, "-", " ")), " ", "")}"
    Effect    = "Allow"
    Principal = { Service = "logs.${region}.amazonaws.com" }
    Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    Resource  = "*"
    Condition = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${region}:${var.account_id}:*" } }
  }]

  used_by = length(var.users) > 0 ? [var.users] : []

  use = [for users in local.used_by : {
    Sid       = "Use"
    Effect    = "Allow"
    Principal = { AWS = users }
    Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"]
    Resource  = "*"
  }]

  lend = [for users in local.used_by : {
    Sid       = "LendToAwsForDisks"
    Effect    = "Allow"
    Principal = { AWS = users }
    Action    = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"]
    Resource  = "*"
    Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
  }]
}

resource "aws_kms_key" "this" {
  description             = var.description
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.administration, local.services, local.logs, local.use, local.lend)
  })
  tags = var.tags
}

resource "aws_kms_alias" "this" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this.key_id
}
