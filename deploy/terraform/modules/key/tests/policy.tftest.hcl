mock_provider "aws" {}

variables {
  name         = "motorway-staging-disks"
  description  = "Disks"
  account_id   = "111122223333"
  services     = ["sns.amazonaws.com"]
  logs_regions = ["eu-central-1"]
  users        = ["arn:aws:iam::111122223333:role/somebody"]
  tags         = {}
}

run "a_key_turns_and_names_who_uses_it" {
  assert {
    condition     = aws_kms_key.this.enable_key_rotation && aws_kms_key.this.deletion_window_in_days == 30
    error_message = "a key that stays the same, or is gone at once"
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_kms_key.this.policy).Statement :
    can(statement.Principal.Service) ? can(statement.Condition) : true])
    error_message = "an AWS service could use the key for another account"
  }

  assert {
    condition     = length(jsondecode(aws_kms_key.this.policy).Statement) == 5
    error_message = "account, service, logs, use, lend"
  }
}

run "a_key_that_nobody_names_is_the_accounts" {
  variables {
    services     = []
    logs_regions = []
    users        = []
  }

  assert {
    condition     = jsondecode(aws_kms_key.this.policy).Statement[*].Sid == ["TheAccountDecidesByItsPolicies"]
    error_message = "somebody else may use it"
  }
}
