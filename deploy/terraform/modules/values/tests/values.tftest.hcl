variables {
  domain   = "fuel.example.org"
  image    = { registry = "ghcr.io/motorway-petroleum" }
  database = { instances = 3, storage_gib = 420, cpu = "6", memory = "48Gi" }
  backup   = { bucket = "motorway-production-backups-111122223333", days = 30 }
}

run "the_database_is_sized_and_backed_up" {
  command = plan

  assert {
    condition     = output.values.postgresql.persistence.size == "420Gi" && output.values.postgresql.resources.requests.memory == output.values.postgresql.resources.limits.memory
    error_message = "a database that may be evicted for its memory"
  }

  assert {
    condition     = output.values.postgresql.backup.destinationPath == "s3://motorway-production-backups-111122223333/postgresql" && output.values.postgresql.backup.retention == "30d"
    error_message = "backups go elsewhere"
  }

  assert {
    condition     = output.values.postgresql.backup.credentials == ""
    error_message = "backups use the role of the pods"
  }
}

run "copies_are_made_for_somebody_or_not_at_all" {
  command = plan

  variables {
    backup = { bucket = "copies", days = 30, recipients = "age1qyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqszqgpqyqs3290gq" }
  }

  assert {
    condition     = output.values.backup == { enabled = true, recipients = var.backup.recipients, store = "s3://copies/copies", podIdentity = true }
    error_message = "the nightly copies go elsewhere"
  }
}

run "nothing_is_simulated_unless_said" {
  command = plan

  assert {
    condition     = output.values.simulators.enabled == false
    error_message = "a simulator beside real stations"
  }
}

run "the_yaml_is_the_object" {
  command = plan

  assert {
    condition     = yamldecode(output.yaml).domain == "fuel.example.org" && yamldecode(output.yaml).networkPolicies.ingressNamespace == "traefik"
    error_message = "YAML and object differ"
  }
}

run "a_domain_that_is_none_is_refused" {
  command = plan

  variables {
    domain = "https://fuel"
  }

  expect_failures = [var.domain]
}

run "backups_of_a_day_are_refused" {
  command = plan

  variables {
    backup = { bucket = "b", days = 1 }
  }

  expect_failures = [var.backup]
}
