mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      certificate_authority = [{ data = "Q0E=" }]
    }
  }
}

variables {
  name               = "motorway-production"
  kubernetes_version = "1.34"
  subnet_ids         = ["subnet-a", "subnet-b", "subnet-c"]
  node_groups = {
    data = { instance_types = ["r7i.2xlarge"], min = 3, max = 4, desired = 3, disk_gib = 50, labels = { "motorway/for" = "data" } }
  }
  administrators       = ["arn:aws:iam::111122223333:role/apply"]
  deployers            = ["arn:aws:iam::111122223333:role/deploy"]
  viewers              = ["arn:aws:iam::111122223333:role/plan"]
  namespace            = "fuel"
  keys                 = { secrets = "arn:aws:kms:eu-central-1:111122223333:key/secrets", logs = "arn:aws:kms:eu-central-1:111122223333:key/logs", disks = "arn:aws:kms:eu-central-1:111122223333:key/disks" }
  iam_path             = "/motorway/"
  permissions_boundary = "arn:aws:iam::111122223333:policy/motorway/boundary"
  tags                 = {}
}

run "the_door_is_inside_and_everything_is_encrypted_and_logged" {
  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_private_access && !aws_eks_cluster.this.vpc_config[0].endpoint_public_access
    error_message = "Kubernetes' door is open on the internet"
  }

  assert {
    condition     = aws_eks_cluster.this.encryption_config[0].provider[0].key_arn == var.keys.secrets && length(aws_eks_cluster.this.enabled_cluster_log_types) == 5
    error_message = "secrets in the clear, or something that is not logged"
  }

  assert {
    condition     = aws_launch_template.node["data"].metadata_options[0].http_tokens == "required" && aws_launch_template.node["data"].metadata_options[0].http_put_response_hop_limit == 1
    error_message = "pods reach the machine's role"
  }
}

run "who_deploys_is_kept_to_the_namespace" {
  assert {
    condition     = one(aws_eks_access_policy_association.this["arn:aws:iam::111122223333:role/deploy"].access_scope[*].type) == "namespace"
    error_message = "who deploys may do everything"
  }

  assert {
    condition     = endswith(aws_eks_access_policy_association.this["arn:aws:iam::111122223333:role/plan"].policy_arn, "AmazonEKSViewPolicy")
    error_message = "who plans may do more than look"
  }

  assert {
    condition     = !aws_eks_cluster.this.access_config[0].bootstrap_cluster_creator_admin_permissions
    error_message = "whoever made the cluster rules it"
  }
}

run "the_whole_internet_is_refused" {
  command = plan

  variables {
    public_access_cidrs = ["0.0.0.0/0"]
  }

  expect_failures = [var.public_access_cidrs]
}

run "a_patch_version_is_refused" {
  command = plan

  variables {
    kubernetes_version = "1.34.1"
  }

  expect_failures = [var.kubernetes_version]
}
