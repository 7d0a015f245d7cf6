variable "name" {
  description = "Name of the role."
  type        = string

  validation {
    condition     = length(var.name) <= 64
    error_message = "name: IAM takes 64 characters at most."
  }
}

variable "cluster_name" {
  description = "The EKS cluster."
  type        = string
}

variable "namespace" {
  description = "Kubernetes namespace of the service account."
  type        = string
}

variable "service_account" {
  description = "Kubernetes service account that gets the role; no other does."
  type        = string
}

variable "statements" {
  description = "Statements of its policy, as IAM writes them; null: none of its own."
  type        = any
  default     = null
}

variable "managed_policies" {
  description = "ARNs of AWS's own policies, by a name."
  type        = map(string)
  default     = {}
}

variable "iam_path" {
  description = "Path of the role."
  type        = string
}

variable "permissions_boundary" {
  description = "ARN of the policy that no role may exceed."
  type        = string
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}
