variable "name" {
  description = "Begin of every name."
  type        = string
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "key_arn" {
  description = "Key of metrics, of logs and of the topic."
  type        = string
}

variable "log_days" {
  description = "Days that logs of the platform are kept."
  type        = number
}

variable "mail" {
  description = "Mail addresses that are told of alarms and of the budget; each confirms once."
  type        = set(string)

  validation {
    condition     = length(var.mail) > 0
    error_message = "mail: somebody must be told."
  }
}

variable "monthly_usd" {
  description = "What a month may cost; told at 80 % of it, and when it is foreseen to be exceeded."
  type        = number
}

variable "cluster_name" {
  description = "The EKS cluster."
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
