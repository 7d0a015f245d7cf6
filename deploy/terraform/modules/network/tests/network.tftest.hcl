mock_provider "aws" {}

variables {
  name                 = "motorway-production"
  region               = "eu-central-1"
  zones                = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  cidr                 = "10.40.0.0/16"
  nat_gateways         = 3
  interface_endpoints  = ["sts", "ecr.api"]
  logs_key_arn         = "arn:aws:kms:eu-central-1:111122223333:key/logs"
  iam_path             = "/motorway/"
  permissions_boundary = "arn:aws:iam::111122223333:policy/motorway/boundary"
  tags                 = {}
}

run "each_zone_goes_out_by_its_own_gateway" {
  assert {
    condition     = alltrue([for zone in var.zones : aws_route.private_out[zone].nat_gateway_id == aws_nat_gateway.this[zone].id])
    error_message = "a zone depends on another"
  }

  assert {
    condition     = [for subnet in aws_subnet.private : subnet.cidr_block] == ["10.40.0.0/19", "10.40.32.0/19", "10.40.64.0/19"]
    error_message = "private subnets are elsewhere"
  }

  assert {
    condition     = [for subnet in aws_subnet.public : subnet.cidr_block] == ["10.40.240.0/24", "10.40.241.0/24", "10.40.242.0/24"]
    error_message = "public subnets are elsewhere"
  }
}

run "nothing_has_a_public_address_by_itself" {
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : !subnet.map_public_ip_on_launch])
    error_message = "machines would get public addresses"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv4 == var.cidr
    error_message = "endpoints are open to others"
  }
}

run "one_gateway_serves_all_zones" {
  variables {
    nat_gateways = 1
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(distinct([for route in aws_route.private_out : route.nat_gateway_id])) == 1
    error_message = "a zone has no way out"
  }
}

run "two_gateways_for_three_zones_are_refused" {
  command = plan

  variables {
    nat_gateways = 2
  }

  expect_failures = [var.nat_gateways]
}

run "a_small_network_is_refused" {
  command = plan

  variables {
    cidr = "10.40.0.0/24"
  }

  expect_failures = [var.cidr]
}
