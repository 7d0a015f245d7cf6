mock_provider "aws" {}

variables {
  environment = "production"
  account_id  = "444455556666"
  region      = "eu-central-1"
  repository  = "motorway-petroleum/motorway"
}

run "each_role_is_for_one_trigger_of_one_repository" {
  assert {
    condition = {
      for name, role in aws_iam_role.github : name => jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:sub"]
      } == {
      plan   = "repo:motorway-petroleum/motorway:pull_request"
      apply  = "repo:motorway-petroleum/motorway:environment:production"
      deploy = "repo:motorway-petroleum/motorway:environment:production-release"
    }
    error_message = "somebody else could take a role"
  }
}

run "who_plans_writes_nothing_but_the_lock" {
  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.github["plan"].policy).Statement :
    contains(statement.Action, "s3:PutObject") ? alltrue([for resource in statement.Resource : endswith(resource, ".tflock")]) : true])
    error_message = "a pull request could write the state"
  }
}

run "roles_are_made_within_the_boundary_only" {
  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.github["apply"].policy).Statement :
    contains(statement.Action, "iam:CreateRole") ? can(statement.Condition.StringEquals["iam:PermissionsBoundary"]) : true])
    error_message = "who applies could make a role that may everything"
  }

  assert {
    condition = alltrue([for statement in jsondecode(aws_iam_role_policy.github["apply"].policy).Statement :
    anytrue([for action in statement.Action : startswith(action, "iam:") || action == "*"]) ? statement.Resource != ["*"] : true])
    error_message = "who applies could change roles that are not ours"
  }
}

run "a_repository_with_a_wildcard_is_refused" {
  command = plan

  variables {
    repository = "motorway-petroleum/*"
  }

  expect_failures = [var.repository]
}
