variable "environment" {
  description = "staging or production."
  type        = string
}

variable "account_id" {
  description = "The AWS account; of each environment another."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
}

variable "repository" {
  description = "GitHub repository whose workflows may plan and apply, as `owner/name`."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$", var.repository))
    error_message = "repository: owner/name, without wildcards."
  }
}
