output "name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "endpoint" {
  description = "Address of Kubernetes' door."
  value       = aws_eks_cluster.this.endpoint
}

output "certificate_authority" {
  description = "Certificate authority of Kubernetes' door, base64."
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "arn" {
  description = "ARN of the cluster."
  value       = aws_eks_cluster.this.arn
}

output "node_role_arn" {
  description = "Role of the machines."
  value       = aws_iam_role.node.arn
}
