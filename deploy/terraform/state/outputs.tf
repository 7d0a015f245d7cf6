output "bucket" {
  description = "Bucket of the state: `bucket` of environments/<environment>/backend.hcl."
  value       = aws_s3_bucket.state.id
}

output "roles" {
  description = "ARNs of the workflows' roles: plan, apply, deploy."
  value       = { for name, role in aws_iam_role.github : name => role.arn }
}

output "permissions_boundary" {
  description = "ARN of the policy that no role may exceed."
  value       = aws_iam_policy.boundary.arn
}
