mock_provider "aws" {}

variables {
  name                 = "motorway-production"
  account_id           = "111122223333"
  bucket               = "motorway-production-backups-111122223333"
  key_arn              = "arn:aws:kms:eu-central-1:111122223333:key/backups"
  backup_days          = 30
  cluster_name         = "motorway-production"
  namespace            = "fuel"
  release              = "motorway"
  iam_path             = "/motorway/"
  permissions_boundary = "arn:aws:iam::111122223333:policy/motorway/boundary"
  tags                 = {}
}

run "a_backup_cannot_be_removed_before_its_time" {
  assert {
    condition     = aws_s3_bucket.backups.object_lock_enabled && aws_s3_bucket_object_lock_configuration.backups[0].rule[0].default_retention[0].mode == "COMPLIANCE" && aws_s3_bucket_object_lock_configuration.backups[0].rule[0].default_retention[0].days == 30
    error_message = "somebody could remove a backup"
  }

  assert {
    condition     = aws_backup_vault_lock_configuration.volumes[0].min_retention_days == 7 && one(aws_backup_plan.volumes.rule).lifecycle[0].delete_after == 30
    error_message = "snapshots of volumes leave too early"
  }
}

run "backups_are_private_and_encrypted" {
  assert {
    condition     = aws_s3_bucket_public_access_block.backups.block_public_acls && aws_s3_bucket_public_access_block.backups.block_public_policy && aws_s3_bucket_public_access_block.backups.ignore_public_acls && aws_s3_bucket_public_access_block.backups.restrict_public_buckets
    error_message = "the bucket can be made public"
  }

  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.backups.rule).apply_server_side_encryption_by_default[0].kms_master_key_id == var.key_arn
    error_message = "another key"
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.backups.policy).Statement[0].Effect == "Deny"
    error_message = "what is not encrypted on the way is let in"
  }
}

run "staging_locks_nothing" {
  variables {
    locked      = false
    backup_days = 7
  }

  assert {
    condition     = length(aws_s3_bucket_object_lock_configuration.backups) == 0 && length(aws_backup_vault_lock_configuration.volumes) == 0
    error_message = "staging could not be removed"
  }
}

run "three_days_of_backups_are_refused" {
  command = plan

  variables {
    backup_days = 3
  }

  expect_failures = [var.backup_days]
}
