variable "product" {
  description = "First part of every name."
  type        = string
  default     = "motorway"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{2,15}$", var.product))
    error_message = "product: 3 to 16 lower-case letters and digits, a letter first."
  }
}

variable "environment" {
  description = "Second part of every name: staging, production."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{2,15}$", var.environment))
    error_message = "environment: 3 to 16 lower-case letters and digits, a letter first."
  }
}

variable "account_id" {
  description = "The AWS account: what must be unique in the world ends in it."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id: twelve digits."
  }
}
