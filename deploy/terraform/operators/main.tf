locals {
  cluster = data.terraform_remote_state.cloud.outputs.cluster
  facts   = data.terraform_remote_state.cloud.outputs.operators
  charts  = yamldecode(file("${path.module}/charts.yaml"))

  settings = {
    aws-load-balancer-controller = {
      clusterName    = local.cluster.name
      region         = local.facts.region
      vpcId          = local.facts.vpc_id
      serviceAccount = { name = "aws-load-balancer-controller" }
    }
    cert-manager = {
      crds           = { enabled = true }
      serviceAccount = { name = "cert-manager" }
    }
    cluster-autoscaler = {
      autoDiscovery = { clusterName = local.cluster.name }
      awsRegion     = local.facts.region
      rbac          = { serviceAccount = { name = "cluster-autoscaler" } }
    }
    external-dns = {
      provider       = { name = "aws" }
      policy         = "sync"
      domainFilters  = [local.facts.domain]
      txtOwnerId     = local.cluster.name
      serviceAccount = { name = "external-dns" }
    }
    external-secrets = { serviceAccount = { name = "external-secrets" } }
    fluent-bit = {
      serviceAccount = { name = "fluent-bit" }
      config = {
        outputs = join("\n", [
          "[OUTPUT]",
          "    Name cloudwatch_logs",
          "    Match kube.*",
          "    region ${local.facts.region}",
          "    log_group_name ${local.facts.pods_log_group}",
          "    log_stream_prefix pods-",
          "    auto_create_group false",
        ])
      }
    }
    kube-prometheus-stack = {
      # The chart's own rules and dashboards of the platform come with the platform's chart.
      prometheus = {
        serviceAccount = { name = "prometheus" }
        prometheusSpec = {
          serviceMonitorSelectorNilUsesHelmValues = false
          podMonitorSelectorNilUsesHelmValues     = false
          ruleSelectorNilUsesHelmValues           = false
          enableFeatures                          = ["exemplar-storage"]
          retention                               = "15d"
          storageSpec = { volumeClaimTemplate = { spec = {
            storageClassName = "encrypted"
            accessModes      = ["ReadWriteOnce"]
            resources        = { requests = { storage = "100Gi" } }
          } } }
          remoteWrite = [{ url = local.facts.remote_write_url, sigv4 = { region = local.facts.region } }]
        }
      }
      alertmanager = {
        serviceAccount = { name = "alertmanager" }
        config = {
          route     = { receiver = "people", group_by = ["alertname", "namespace"] }
          receivers = [{ name = "people", sns_configs = [{ topic_arn = local.facts.alarms_topic_arn, sigv4 = { region = local.facts.region } }] }]
        }
      }
      grafana = {
        defaultDashboardsEnabled = false
        sidecar                  = { dashboards = { enabled = true, searchNamespace = "ALL" } }
      }
    }
    traefik = {
      deployment = { replicas = 2 }
      service = { annotations = {
        "service.beta.kubernetes.io/aws-load-balancer-type"            = "external"
        "service.beta.kubernetes.io/aws-load-balancer-scheme"          = "internet-facing"
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type" = "ip"
      } }
      ports = { web = { http = { redirections = { entryPoint = { to = "websecure", scheme = "https", permanent = true } } } } }
    }
  }
}

resource "helm_release" "operator" {
  for_each = local.charts

  name             = each.key
  repository       = each.value.repository
  chart            = each.key
  version          = each.value.version
  namespace        = each.value.namespace
  create_namespace = true
  atomic           = true
  timeout          = 900
  values           = [yamlencode(lookup(local.settings, each.key, {}))]
}

# What the operators are asked for: a storage class, an issuer of certificates, a store of secrets, the platform's namespace.
resource "helm_release" "foundation" {
  name      = "foundation"
  chart     = "${path.module}/foundation"
  namespace = "kube-system"
  values    = [yamlencode({ facts = local.facts })]

  depends_on = [helm_release.operator]
}
