# Roles of what the root `operators` installs.
module "autoscaler" {
  source = "../modules/pod-role"

  name            = "${module.naming.prefix}-autoscaler"
  cluster_name    = module.cluster.name
  namespace       = "kube-system"
  service_account = "cluster-autoscaler"
  statements = [
    {
      Effect = "Allow"
      Action = [
        "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances", "autoscaling:DescribeLaunchConfigurations",
        "autoscaling:DescribeScalingActivities", "autoscaling:DescribeTags", "ec2:DescribeImages", "ec2:DescribeInstanceTypes",
        "ec2:DescribeLaunchTemplateVersions", "ec2:GetInstanceTypesFromInstanceRequirements",
      ]
      Resource = ["*"]
    },
    {
      Effect   = "Allow"
      Action   = ["eks:DescribeNodegroup"]
      Resource = ["arn:aws:eks:${var.region}:${var.account_id}:nodegroup/${module.naming.prefix}/*"]
    },
    {
      Effect    = "Allow"
      Action    = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
      Resource  = ["arn:aws:autoscaling:${var.region}:${var.account_id}:autoScalingGroup:*"]
      Condition = { StringEquals = { "aws:ResourceTag/k8s.io/cluster-autoscaler/${module.naming.prefix}" = "owned" } }
    },
  ]
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}

module "external_secrets" {
  source = "../modules/pod-role"

  name            = "${module.naming.prefix}-external-secrets"
  cluster_name    = module.cluster.name
  namespace       = "external-secrets"
  service_account = "external-secrets"
  statements = [
    {
      Effect   = "Allow"
      Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
      Resource = ["arn:aws:secretsmanager:${var.region}:${var.account_id}:secret:${module.naming.secrets_prefix}/*"]
    },
    {
      Effect   = "Allow"
      Action   = ["kms:Decrypt"]
      Resource = [module.keys["secrets"].arn]
    },
  ]
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}
