# Certificates of the website come from Let's Encrypt through cert-manager, which proves the domain in this zone. Those of
# devices and services are the platform's own authorities, in the cluster: TLS of stations ends at the broker, not at AWS.
resource "aws_route53_zone" "this" {
  name    = var.domain
  comment = "${var.name}: the platform"
  tags    = var.tags
}

resource "aws_route53_record" "authorities" {
  zone_id = aws_route53_zone.this.zone_id
  name    = var.domain
  type    = "CAA"
  ttl     = 3600
  records = concat(
    [for authority in var.certificate_authorities : "0 issue \"${authority}\""],
    ["0 issuewild \";\"", "0 iodef \"mailto:${var.contact}\""],
  )
}

# Keys of DNSSEC are in us-east-1, wherever the platform is.
resource "aws_kms_key" "dnssec" {
  region                   = "us-east-1"
  description              = "${var.name}: signs the zone ${var.domain}"
  customer_master_key_spec = "ECC_NIST_P256"
  key_usage                = "SIGN_VERIFY"
  deletion_window_in_days  = 30
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TheAccountDecidesByItsPolicies"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "SignTheZone"
        Effect    = "Allow"
        Principal = { Service = "dnssec-route53.amazonaws.com" }
        Action    = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"]
        Resource  = "*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = var.account_id }
          ArnLike      = { "aws:SourceArn" = "arn:aws:route53:::hostedzone/*" }
        }
      },
      {
        Sid       = "LendToTheZone"
        Effect    = "Allow"
        Principal = { Service = "dnssec-route53.amazonaws.com" }
        Action    = ["kms:CreateGrant"]
        Resource  = "*"
        Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
      },
    ]
  })
  tags = var.tags
}

resource "aws_route53_key_signing_key" "this" {
  name                       = "zone"
  hosted_zone_id             = aws_route53_zone.this.zone_id
  key_management_service_arn = aws_kms_key.dnssec.arn
}

resource "aws_route53_hosted_zone_dnssec" "this" {
  hosted_zone_id = aws_route53_zone.this.zone_id

  depends_on = [aws_route53_key_signing_key.this]
}

locals {
  find_zone = {
    Effect   = "Allow"
    Action   = ["route53:ListHostedZones", "route53:ListHostedZonesByName", "route53:ListTagsForResources"]
    Resource = ["*"]
  }
  see_change = {
    Effect   = "Allow"
    Action   = ["route53:GetChange"]
    Resource = ["arn:aws:route53:::change/*"]
  }
}

module "cert_manager" {
  source = "../pod-role"

  name            = "${var.name}-cert-manager"
  cluster_name    = var.cluster_name
  namespace       = "cert-manager"
  service_account = "cert-manager"
  statements = [
    local.find_zone,
    local.see_change,
    {
      Effect    = "Allow"
      Action    = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
      Resource  = [aws_route53_zone.this.arn]
      Condition = { "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = ["TXT"] } }
    },
  ]
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

module "external_dns" {
  source = "../pod-role"

  name            = "${var.name}-external-dns"
  cluster_name    = var.cluster_name
  namespace       = "external-dns"
  service_account = "external-dns"
  statements = [
    local.find_zone,
    {
      Effect   = "Allow"
      Action   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
      Resource = [aws_route53_zone.this.arn]
    },
  ]
  iam_path             = var.iam_path
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}
