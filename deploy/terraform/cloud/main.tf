locals {
  namespace   = "fuel"
  release     = "motorway"
  zones       = slice(var.zones, 0, module.sizing.zones)
  boundary    = "arn:aws:iam::${var.account_id}:policy${module.naming.iam_path}${module.naming.prefix}-boundary"
  github      = { for role in ["plan", "apply", "deploy"] : role => "arn:aws:iam::${var.account_id}:role/${module.naming.prefix}-github-${role}" }
  autoscaling = "arn:aws:iam::${var.account_id}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"

  common = {
    iam_path             = module.naming.iam_path
    permissions_boundary = local.boundary
    tags                 = module.naming.tags
  }
}

module "naming" {
  source = "../modules/naming"

  environment = var.environment
  account_id  = var.account_id
}

module "sizing" {
  source = "../modules/sizing"

  stations  = var.stations
  available = var.available
}

module "keys" {
  source = "../modules/key"
  for_each = {
    secrets = { description = "Secrets in Kubernetes and in Secrets Manager", services = [], logs = [], users = [] }
    logs    = { description = "Logs, metrics and alarms", services = ["sns.amazonaws.com", "budgets.amazonaws.com"], logs = [var.region], users = [] }
    disks   = { description = "Disks of machines and volumes", services = [], logs = [], users = [local.autoscaling] }
    backups = { description = "Backups", services = ["backup.amazonaws.com"], logs = [], users = [] }
  }

  name         = "${module.naming.prefix}-${each.key}"
  description  = "${module.naming.prefix}: ${each.value.description}"
  account_id   = var.account_id
  services     = each.value.services
  logs_regions = each.value.logs
  users        = each.value.users
  tags         = module.naming.tags
}

module "network" {
  source = "../modules/network"

  name                 = module.naming.prefix
  region               = var.region
  zones                = local.zones
  cidr                 = var.cidr
  nat_gateways         = module.sizing.nat_gateways
  interface_endpoints  = toset(module.sizing.interface_endpoints)
  logs_key_arn         = module.keys["logs"].arn
  flow_log_days        = var.log_days
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}

module "cluster" {
  source = "../modules/cluster"

  name                 = module.naming.prefix
  kubernetes_version   = var.kubernetes_version
  subnet_ids           = module.network.private_subnet_ids
  public_access_cidrs  = var.public_access_cidrs
  node_groups          = module.sizing.node_groups
  administrators       = setunion(var.people.administrators, [local.github.apply])
  deployers            = [local.github.deploy]
  viewers              = setunion(var.people.viewers, [local.github.plan])
  namespace            = local.namespace
  deletion_protection  = var.protected
  keys                 = { secrets = module.keys["secrets"].arn, logs = module.keys["logs"].arn, disks = module.keys["disks"].arn }
  log_days             = var.log_days
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}

module "data" {
  source = "../modules/data"

  name                 = module.naming.prefix
  account_id           = var.account_id
  bucket               = module.naming.backup_bucket
  key_arn              = module.keys["backups"].arn
  backup_days          = var.backup_days
  locked               = var.protected
  cluster_name         = module.cluster.name
  namespace            = local.namespace
  release              = local.release
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}

module "dns_tls" {
  source = "../modules/dns-tls"

  name                 = module.naming.prefix
  account_id           = var.account_id
  domain               = var.domain
  contact              = var.contact
  cluster_name         = module.cluster.name
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}

module "observability" {
  source = "../modules/observability"

  name                 = module.naming.prefix
  account_id           = var.account_id
  key_arn              = module.keys["logs"].arn
  log_days             = var.log_days
  mail                 = var.alarm_mail
  monthly_usd          = var.monthly_usd
  cluster_name         = module.cluster.name
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}

module "values" {
  source = "../modules/values"

  domain           = var.domain
  image            = { registry = var.image_registry }
  database         = module.sizing.database
  backup           = { bucket = module.naming.backup_bucket, days = var.backup_days, recipients = join(",", var.backup_recipients) }
  stripe_simulated = var.simulated
}
