variable "name" {
  description = "Begin of every name."
  type        = string
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket of backups."
  type        = string
}

variable "key_arn" {
  description = "Key of backups."
  type        = string
}

variable "backup_days" {
  description = "For how many days PostgreSQL can be taken back to any second."
  type        = number

  validation {
    condition     = var.backup_days >= 7
    error_message = "backup_days: a week at least."
  }
}

variable "locked" {
  description = "Nobody, the account's owner included, may remove a backup before its time."
  type        = bool
  default     = true
}

variable "cluster_name" {
  description = "The EKS cluster."
  type        = string
}

variable "namespace" {
  description = "Namespace of the platform."
  type        = string
}

variable "release" {
  description = "Name of the Helm release, which names the service accounts of who writes backups."
  type        = string
}

variable "iam_path" {
  description = "Path of roles."
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
