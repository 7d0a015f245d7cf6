# After `cloud`, from a machine that reaches Kubernetes' door.
terraform {
  required_version = ">= 1.11"

  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.0"
    }
  }

  backend "s3" {
    key          = "operators.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

data "terraform_remote_state" "cloud" {
  backend = "s3"

  config = {
    bucket = var.state_bucket
    region = var.region
    key    = "cloud.tfstate"
  }
}

provider "helm" {
  kubernetes = {
    host                   = local.cluster.endpoint
    cluster_ca_certificate = base64decode(local.cluster.certificate_authority)
    exec = {
      api_version = "client.authentication.k8s.io/v1"
      command     = "aws"
      args        = ["eks", "get-token", "--cluster-name", local.cluster.name, "--region", var.region]
    }
  }
}
