# One step per order of magnitude. Memory of the database is what its hot chunks and indexes need; processors follow from the type.
locals {
  steps = [
    { up_to = 100, services = "m7i.large", services_cores = 2, data = "m7i.xlarge", database = { cpu = "2", memory = "8Gi" } },
    { up_to = 1000, services = "m7i.xlarge", services_cores = 4, data = "r7i.2xlarge", database = { cpu = "6", memory = "48Gi" } },
    { up_to = 10000, services = "m7i.xlarge", services_cores = 4, data = "r7i.4xlarge", database = { cpu = "12", memory = "96Gi" } },
  ]
  step  = [for step in local.steps : step if var.stations <= step.up_to][0]
  zones = var.available ? 3 : 2
  least = var.available ? 3 : 2

  # What the six services take in the busiest hour, with room (docs/capacity.md, the pessimistic figures); one node more may be away.
  services_cores = var.stations * var.services_cores_per_station
  services_nodes = max(local.least, ceil(local.services_cores / local.step.services_cores) + 1)
  instances      = var.available ? 3 : 1
  data_nodes     = max(local.least, local.instances)
  database_gib   = ceil((20 + var.stations * var.database_gib_per_station) / 10) * 10

  node_groups = {
    system = {
      instance_types = ["m7i.large"]
      min            = local.least
      max            = local.least + 2
      desired        = local.least
      disk_gib       = 50
      labels         = {}
    }
    services = {
      instance_types = [local.step.services]
      min            = local.least
      max            = local.services_nodes * 2
      desired        = local.services_nodes
      disk_gib       = 50
      labels         = { "motorway/for" = "services" }
    }
    data = {
      instance_types = [local.step.data]
      min            = local.data_nodes
      max            = local.data_nodes + 1
      desired        = local.data_nodes
      disk_gib       = 50
      labels         = { "motorway/for" = "data" }
    }
  }

  hours    = 730
  gateways = var.available ? local.zones : 1
  monthly = {
    control_plane = var.prices.control_plane * local.hours
    machines      = sum([for group in local.node_groups : var.prices.machines[group.instance_types[0]] * group.desired * local.hours])
    gateways      = var.prices.nat_gateway * local.gateways * local.hours
    endpoints     = var.prices.endpoint * length(local.endpoints) * local.zones * local.hours
    volumes = var.prices.volume_gib * (
      local.instances * local.database_gib + sum([for group in local.node_groups : group.disk_gib * group.desired])
    )
    # A full copy a week within the retention, and the log between them.
    backups = var.prices.backup_gib * local.database_gib * 6
  }
  endpoints = ["ec2", "ecr.api", "ecr.dkr", "eks-auth", "kms", "logs", "secretsmanager", "sts"]
}
