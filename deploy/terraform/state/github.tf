# GitHub's workflows get an hour's credentials for the role that their trigger may have; no key is kept anywhere.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  # Who may take a role, by what GitHub says of the job (`sub` of its token).
  subjects = {
    plan   = "repo:${var.repository}:pull_request"
    apply  = "repo:${var.repository}:environment:${var.environment}"
    deploy = "repo:${var.repository}:environment:${var.environment}-release"
  }
  state_objects = "${aws_s3_bucket.state.arn}/*"
  roles         = "arn:aws:iam::${var.account_id}:role${module.naming.iam_path}*"

  read_state = [
    { Effect = "Allow", Action = ["s3:ListBucket"], Resource = [aws_s3_bucket.state.arn] },
    { Effect = "Allow", Action = ["s3:GetObject"], Resource = [local.state_objects] },
    # The lock file beside the state.
    { Effect = "Allow", Action = ["s3:PutObject", "s3:DeleteObject"], Resource = ["${local.state_objects}.tflock"] },
    { Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [module.key.arn] },
  ]
  write_state = [
    { Effect = "Allow", Action = ["s3:PutObject"], Resource = [local.state_objects] },
  ]
  # Roles below our path alone, and never one that exceeds the boundary.
  write_roles = [
    {
      Effect    = "Allow"
      Action    = ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary"]
      Resource  = [local.roles]
      Condition = { StringEquals = { "iam:PermissionsBoundary" = aws_iam_policy.boundary.arn } }
    },
    {
      Effect = "Allow"
      Action = [
        "iam:GetRole", "iam:UpdateRole", "iam:UpdateAssumeRolePolicy", "iam:DeleteRole", "iam:TagRole", "iam:UntagRole",
        "iam:GetRolePolicy", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole", "iam:PassRole",
      ]
      Resource = [local.roles]
    },
    {
      Effect    = "Allow"
      Action    = ["iam:CreateServiceLinkedRole"]
      Resource  = ["arn:aws:iam::${var.account_id}:role/aws-service-role/*"]
      Condition = { StringLike = { "iam:AWSServiceName" = ["eks.amazonaws.com", "eks-nodegroup.amazonaws.com", "autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com", "backup.amazonaws.com"] } }
    },
  ]
  # What the modules are made of.
  write_platform = [{
    Effect = "Allow"
    Action = [
      "aps:*", "backup:*", "backup-storage:MountCapsule", "budgets:*", "ec2:*", "eks:*", "kms:*", "logs:*", "route53:*", "s3:*", "sns:*",
    ]
    Resource = ["*"]
  }]
}

# No role of the platform may do more than this, whatever its policies say.
resource "aws_iam_policy" "boundary" {
  name        = "${module.naming.prefix}-boundary"
  path        = module.naming.iam_path
  description = "The most that a role of the platform may do"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Work"
        Effect = "Allow"
        Action = [
          "acm:*", "aps:*", "autoscaling:*", "backup:*", "ec2:*", "ecr:*", "eks:*", "elasticloadbalancing:*", "iam:CreateServiceLinkedRole",
          "kms:*", "logs:*", "route53:*", "s3:*", "secretsmanager:*", "sns:*", "ssm:GetParameter", "sts:*", "tag:*", "wafv2:*", "shield:*", "iam:GetRole",
        ]
        Resource = "*"
      },
      {
        Sid      = "NeverTheState"
        Effect   = "Deny"
        Action   = "s3:*"
        Resource = [aws_s3_bucket.state.arn, local.state_objects]
      },
      {
        Sid      = "NeverTheKeys"
        Effect   = "Deny"
        Action   = ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_role" "github" {
  for_each = local.subjects

  name                 = "${module.naming.prefix}-github-${each.key}"
  description          = "Workflows of ${var.repository}: ${each.key}"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
          "token.actions.githubusercontent.com:sub" = each.value
        }
      }
    }]
  })
}

resource "aws_iam_role_policy" "github" {
  for_each = {
    plan  = local.read_state
    apply = concat(local.read_state, local.write_state, local.write_roles, local.write_platform)
    deploy = [
      { Effect = "Allow", Action = ["eks:DescribeCluster"], Resource = ["arn:aws:eks:${var.region}:${var.account_id}:cluster/${module.naming.prefix}"] },
      { Effect = "Allow", Action = ["s3:ListBucket"], Resource = [aws_s3_bucket.state.arn] },
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["${aws_s3_bucket.state.arn}/cloud.tfstate"] },
      { Effect = "Allow", Action = ["kms:Decrypt"], Resource = [module.key.arn] },
    ]
  }

  name   = "needs"
  role   = aws_iam_role.github[each.key].id
  policy = jsonencode({ Version = "2012-10-17", Statement = each.value })
}

resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.github["plan"].name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
