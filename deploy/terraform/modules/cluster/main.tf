resource "aws_cloudwatch_log_group" "control_plane" {
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = var.log_days
  kms_key_id        = var.keys.logs
  tags              = var.tags
}

resource "aws_eks_cluster" "this" {
  name                          = var.name
  role_arn                      = aws_iam_role.cluster.arn
  version                       = var.kubernetes_version
  enabled_cluster_log_types     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  bootstrap_self_managed_addons = false
  deletion_protection           = var.deletion_protection

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = length(var.public_access_cidrs) > 0
    public_access_cidrs     = length(var.public_access_cidrs) > 0 ? var.public_access_cidrs : null
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = var.keys.secrets
    }
  }

  upgrade_policy {
    support_type = "STANDARD"
  }

  tags = var.tags

  depends_on = [aws_cloudwatch_log_group.control_plane, aws_iam_role_policy_attachment.cluster]
}

# `vpc-cni` enforces the chart's network policies; pods get their AWS roles from the agent.
locals {
  addons_before_nodes = {
    vpc-cni                = jsonencode({ enableNetworkPolicy = "true", env = { ENABLE_PREFIX_DELEGATION = "true", WARM_PREFIX_TARGET = "1" } })
    kube-proxy             = null
    eks-pod-identity-agent = null
  }
  addons_after_nodes = toset(["coredns", "aws-ebs-csi-driver"])
}

resource "aws_eks_addon" "before_nodes" {
  for_each = local.addons_before_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  configuration_values        = each.value
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags
}

resource "aws_eks_addon" "after_nodes" {
  for_each = local.addons_after_nodes

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "OVERWRITE"
  tags                        = var.tags

  depends_on = [aws_eks_node_group.this, module.disks]
}

# Disks of volumes are encrypted with a key of ours, which the driver lends to EC2.
module "disks" {
  source = "../pod-role"

  name             = "${var.name}-disks"
  cluster_name     = aws_eks_cluster.this.name
  namespace        = "kube-system"
  service_account  = "ebs-csi-controller-sa"
  managed_policies = { driver = "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy" }
  statements = [
    {
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey"]
      Resource = [var.keys.disks]
    },
    {
      Effect    = "Allow"
      Action    = ["kms:CreateGrant"]
      Resource  = [var.keys.disks]
      Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
    },
  ]
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

module "pod_network" {
  source = "../pod-role"

  name                 = "${var.name}-pod-network"
  cluster_name         = aws_eks_cluster.this.name
  namespace            = "kube-system"
  service_account      = "aws-node"
  managed_policies     = { cni = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy" }
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}
