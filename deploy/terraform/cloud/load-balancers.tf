# What the controller of load balancers may: look at everything, and make, change and remove what bears this cluster's tag.
locals {
  load_balancer_statements = [
    {
      Sid    = "Look"
      Effect = "Allow"
      Action = [
        "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInternetGateways", "ec2:DescribeVpcs", "ec2:DescribeVpcPeeringConnections",
        "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups", "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeTags", "ec2:DescribeRouteTables", "ec2:GetCoipPoolUsage",
        "ec2:DescribeCoipPools", "elasticloadbalancing:Describe*",
      ]
      Resource = ["*"]
    },
    {
      Sid      = "MakeOfThisCluster"
      Effect   = "Allow"
      Action   = ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"]
      Resource = ["arn:aws:elasticloadbalancing:${var.region}:${var.account_id}:*"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/elbv2.k8s.aws/cluster" = module.naming.prefix
        }
      }
    },
    {
      Sid      = "TagWhatIsMade"
      Effect   = "Allow"
      Action   = ["elasticloadbalancing:AddTags"]
      Resource = ["arn:aws:elasticloadbalancing:${var.region}:${var.account_id}:*"]
      Condition = {
        StringEquals = {
          "elasticloadbalancing:CreateAction" = ["CreateTargetGroup", "CreateLoadBalancer", "CreateListener", "CreateRule"]
        }
      }
    },
    {
      Sid    = "ChangeOfThisCluster"
      Effect = "Allow"
      Action = [
        "elasticloadbalancing:CreateListener", "elasticloadbalancing:DeleteListener",
        "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteRule",
        "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:SetIpAddressType",
        "elasticloadbalancing:SetSecurityGroups", "elasticloadbalancing:SetSubnets",
        "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:ModifyTargetGroup",
        "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:DeleteTargetGroup",
        "elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets",
        "elasticloadbalancing:RemoveTags", "elasticloadbalancing:AddTags",
      ]
      Resource = ["arn:aws:elasticloadbalancing:${var.region}:${var.account_id}:*"]
      Condition = {
        StringEquals = {
          "aws:ResourceTag/elbv2.k8s.aws/cluster" = module.naming.prefix
        }
      }
    },
    {
      Sid      = "MakeSecurityGroups"
      Effect   = "Allow"
      Action   = ["ec2:CreateSecurityGroup"]
      Resource = ["arn:aws:ec2:${var.region}:${var.account_id}:vpc/${module.network.vpc_id}"]
    },
    {
      Sid      = "MakeTaggedSecurityGroups"
      Effect   = "Allow"
      Action   = ["ec2:CreateSecurityGroup"]
      Resource = ["arn:aws:ec2:${var.region}:${var.account_id}:security-group/*"]
      Condition = {
        StringEquals = {
          "aws:RequestTag/elbv2.k8s.aws/cluster" = module.naming.prefix
        }
      }
    },
    {
      Sid      = "TagSecurityGroups"
      Effect   = "Allow"
      Action   = ["ec2:CreateTags"]
      Resource = ["arn:aws:ec2:${var.region}:${var.account_id}:security-group/*"]
      Condition = {
        StringEquals = {
          "ec2:CreateAction" = "CreateSecurityGroup"
        }
      }
    },
    {
      Sid      = "ChangeSecurityGroups"
      Effect   = "Allow"
      Action   = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
      Resource = ["arn:aws:ec2:${var.region}:${var.account_id}:security-group/*"]
    },
    {
      Sid      = "RemoveSecurityGroups"
      Effect   = "Allow"
      Action   = ["ec2:DeleteSecurityGroup", "ec2:CreateTags", "ec2:DeleteTags"]
      Resource = ["arn:aws:ec2:${var.region}:${var.account_id}:security-group/*"]
      Condition = {
        StringEquals = {
          "aws:ResourceTag/elbv2.k8s.aws/cluster" = module.naming.prefix
        }
      }
    },
  ]
}

module "load_balancers" {
  source = "../modules/pod-role"

  name                 = "${module.naming.prefix}-load-balancers"
  cluster_name         = module.cluster.name
  namespace            = "kube-system"
  service_account      = "aws-load-balancer-controller"
  statements           = local.load_balancer_statements
  iam_path             = local.common.iam_path
  permissions_boundary = local.common.permissions_boundary
  tags                 = local.common.tags
}
