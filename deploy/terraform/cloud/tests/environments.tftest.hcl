# Run for each environment with its own variables: terraform test -var-file=../environments/<environment>/terraform.tfvars
mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Q0E=" }]
    }
  }
}

run "the_environment_is_whole" {
  assert {
    condition     = output.cluster.name == "motorway-${var.environment}" && output.helm == { release = "motorway", namespace = "fuel" }
    error_message = "the cluster is ${output.cluster.name}"
  }

  assert {
    condition     = yamldecode(output.helm_values).domain == var.domain && yamldecode(output.helm_values).postgresql.backup.enabled
    error_message = "the chart's values do not fit the environment"
  }

  assert {
    condition     = yamldecode(output.helm_values).postgresql.backup.destinationPath == "s3://motorway-${var.environment}-backups-${var.account_id}/postgresql"
    error_message = "backups go elsewhere"
  }

  assert {
    condition     = output.monthly_usd.total <= var.monthly_usd
    error_message = "the estimate of ${output.monthly_usd.total} is more than the budget of ${var.monthly_usd}"
  }

  assert {
    condition     = output.operators.backup_tag == { "motorway/backup" = "motorway-${var.environment}" }
    error_message = "volumes of another environment would be saved"
  }
}

run "production_outlives_a_zone_and_is_protected" {
  assert {
    condition     = var.environment != "production" || (var.available && var.protected && var.backup_days >= 30 && var.log_days >= 365 && !var.simulated)
    error_message = "production is run like staging"
  }

  assert {
    condition     = length(output.outgoing_addresses) == (var.available ? 3 : 1)
    error_message = "${length(output.outgoing_addresses)} ways out"
  }
}
