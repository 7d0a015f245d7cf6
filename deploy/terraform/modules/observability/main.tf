# Prometheus in the cluster looks after the rules and is asked by Grafana; the managed one keeps what it saw, should the cluster be lost.
resource "aws_prometheus_workspace" "this" {
  alias       = var.name
  kms_key_arn = var.key_arn
  tags        = var.tags

  logging_configuration {
    log_group_arn = "${aws_cloudwatch_log_group.prometheus.arn}:*"
  }
}

resource "aws_cloudwatch_log_group" "prometheus" {
  name              = "/aws/vendedlogs/${var.name}/prometheus"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
  tags              = var.tags
}

resource "aws_cloudwatch_log_group" "pods" {
  name              = "/${var.name}/pods"
  retention_in_days = var.log_days
  kms_key_id        = var.key_arn
  tags              = var.tags
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.key_arn
  tags              = var.tags
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AwsTellsOfTheBudget"
        Effect    = "Allow"
        Principal = { Service = "budgets.amazonaws.com" }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
      },
      {
        Sid       = "OnlyEncrypted"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.alarms.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}

resource "aws_sns_topic_subscription" "mail" {
  for_each = var.mail

  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = each.key
}

resource "aws_budgets_budget" "month" {
  name         = "${var.name}-month"
  budget_type  = "COST"
  limit_amount = tostring(var.monthly_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  tags         = var.tags

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }

    content {
      comparison_operator       = "GREATER_THAN"
      notification_type         = notification.key
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.alarms.arn]
    }
  }
}

module "prometheus" {
  source = "../pod-role"

  name            = "${var.name}-prometheus"
  cluster_name    = var.cluster_name
  namespace       = "monitoring"
  service_account = "prometheus"
  statements = [{
    Effect   = "Allow"
    Action   = ["aps:RemoteWrite"]
    Resource = [aws_prometheus_workspace.this.arn]
  }]
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

module "alertmanager" {
  source = "../pod-role"

  name            = "${var.name}-alertmanager"
  cluster_name    = var.cluster_name
  namespace       = "monitoring"
  service_account = "alertmanager"
  statements = [
    {
      Effect   = "Allow"
      Action   = ["sns:Publish"]
      Resource = [aws_sns_topic.alarms.arn]
    },
    {
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = [var.key_arn]
    },
  ]
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

module "logs" {
  source = "../pod-role"

  name            = "${var.name}-logs"
  cluster_name    = var.cluster_name
  namespace       = "monitoring"
  service_account = "fluent-bit"
  statements = [{
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"]
    Resource = ["${aws_cloudwatch_log_group.pods.arn}:*"]
  }]
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}
