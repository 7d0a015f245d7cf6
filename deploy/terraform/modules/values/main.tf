locals {
  volume = { storageClass = var.storage_class }

  values = {
    domain = var.domain
    image  = var.image
    ingress = {
      enabled   = true
      className = var.ingress_class
      tls       = { enabled = true, issuer = "letsencrypt" }
    }
    certManager = { enabled = true }
    postgresql = {
      mode        = "operator"
      instances   = var.database.instances
      persistence = merge(local.volume, { size = "${var.database.storage_gib}Gi" })
      resources = {
        requests = { cpu = var.database.cpu, memory = var.database.memory }
        limits   = { memory = var.database.memory }
      }
      backup = {
        enabled         = true
        destinationPath = "s3://${var.backup.bucket}/postgresql"
        retention       = "${var.backup.days}d"
        # The role of the pods, not keys.
        credentials = ""
      }
    }
    backup = {
      enabled     = var.backup.recipients != ""
      recipients  = var.backup.recipients
      store       = "s3://${var.backup.bucket}/copies"
      podIdentity = true
    }
    rabbitmq = { mode = "operator", persistence = local.volume }
    redis    = { persistence = local.volume }
    mqtt = {
      persistence = local.volume
      service = {
        type = "LoadBalancer"
        annotations = {
          "service.beta.kubernetes.io/aws-load-balancer-type"            = "external"
          "service.beta.kubernetes.io/aws-load-balancer-scheme"          = "internet-facing"
          "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type" = "ip"
          "service.beta.kubernetes.io/aws-load-balancer-attributes"      = "load_balancing.cross_zone.enabled=true"
        }
      }
    }
    networkPolicies = { ingressNamespace = var.ingress_class }
    simulators      = { enabled = var.stripe_simulated }
    defaults        = { nodeSelector = { "motorway/for" = "services" } }
    topologySpread  = { enabled = true }
    monitoring = {
      serviceMonitors = { enabled = true }
      rules           = { enabled = true }
      dashboards      = { enabled = true }
    }
  }
}
