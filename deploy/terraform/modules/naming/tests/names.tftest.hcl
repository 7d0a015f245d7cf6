variables {
  environment = "staging"
  account_id  = "111122223333"
}

run "names_are_made_of_product_and_environment" {
  command = plan

  assert {
    condition     = output.prefix == "motorway-staging"
    error_message = "prefix is ${output.prefix}"
  }

  assert {
    condition     = output.tags == { Product = "motorway", Environment = "staging", ManagedBy = "terraform" }
    error_message = "the tags are others"
  }
}

run "buckets_are_unique_in_the_world_and_fit_s3" {
  command = plan

  variables {
    product     = "motorwaypetroleu"
    environment = "productionsouth1"
  }

  assert {
    condition     = alltrue([for name in [output.state_bucket, output.backup_bucket] : length(name) <= 63 && endswith(name, "-111122223333")])
    error_message = "S3 takes 63 characters at most"
  }
}

run "an_environment_with_a_dash_is_refused" {
  command = plan

  variables {
    environment = "Pro-duction"
  }

  expect_failures = [var.environment]
}

run "an_account_that_is_none_is_refused" {
  command = plan

  variables {
    account_id = "12345"
  }

  expect_failures = [var.account_id]
}
