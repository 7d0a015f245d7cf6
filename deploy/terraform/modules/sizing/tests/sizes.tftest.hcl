run "a_small_network_fits_the_smallest_step" {
  command = plan

  variables {
    stations = 40
  }

  assert {
    condition     = output.database == { instances = 3, storage_gib = 820, cpu = "2", memory = "8Gi" }
    error_message = "the database is another"
  }

  assert {
    condition     = alltrue([for group in output.node_groups : group.min >= 3])
    error_message = "a zone may be lost only with three nodes of each kind"
  }
}

run "staging_is_one_database_and_one_gateway" {
  command = plan

  variables {
    stations  = 10
    available = false
  }

  assert {
    condition     = output.database.instances == 1 && output.nat_gateways == 1 && output.zones == 2
    error_message = "staging costs more than it needs"
  }
}

run "each_step_holds_its_last_station" {
  command = plan

  variables {
    stations = 1000
  }

  assert {
    condition     = output.database.memory == "48Gi" && output.node_groups.services.desired == 8
    error_message = "the step of 1,000 stations is another"
  }
}

run "ten_thousand_stations_have_room" {
  command = plan

  variables {
    stations = 10000
  }

  assert {
    condition     = output.database.storage_gib >= 200000 && output.node_groups.services.desired == 71 && output.node_groups.services.max >= 142
    error_message = "10,000 stations do not fit"
  }
}

run "the_estimate_is_the_sum_of_its_parts" {
  command = plan

  variables {
    stations = 200
    prices = {
      machines      = { "m7i.large" = 1, "m7i.xlarge" = 2, "r7i.2xlarge" = 3 }
      control_plane = 1
      nat_gateway   = 1
      endpoint      = 1
      volume_gib    = 1
      backup_gib    = 1
    }
  }

  assert {
    condition     = output.monthly_usd.machines == (3 * 1 + 3 * 2 + 3 * 3) * 730
    error_message = "machines cost ${output.monthly_usd.machines}"
  }

  assert {
    condition     = output.monthly_usd.gateways == 3 * 730 && output.monthly_usd.endpoints == 8 * 3 * 730
    error_message = "gateways or endpoints cost something else"
  }

  assert {
    condition     = output.monthly_usd.volumes == 3 * 4020 + 9 * 50 && output.monthly_usd.backups == 4020 * 6
    error_message = "storage costs ${output.monthly_usd.volumes}"
  }

  assert {
    condition     = output.monthly_usd.total == 730 + 13140 + 2190 + 17520 + 12510 + 24120
    error_message = "the total is ${output.monthly_usd.total}"
  }
}

run "half_a_station_is_refused" {
  command = plan

  variables {
    stations = 1.5
  }

  expect_failures = [var.stations]
}

run "more_than_the_platform_carries_is_refused" {
  command = plan

  variables {
    stations = 10001
  }

  expect_failures = [var.stations]
}
