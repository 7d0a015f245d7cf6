variable "name" {
  description = "Name of the key, without `alias/`."
  type        = string
}

variable "description" {
  description = "What is encrypted with it."
  type        = string
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "services" {
  description = "AWS services that encrypt with it for this account, as `sns.amazonaws.com`."
  type        = list(string)
  default     = []
}

variable "logs_regions" {
  description = "Regions whose CloudWatch log groups are encrypted with it."
  type        = list(string)
  default     = []
}

variable "users" {
  description = "ARNs of roles that may encrypt with it, and lend it to AWS for disks."
  type        = list(string)
  default     = []
}

variable "tags" {
  description = "Tags of every resource."
  type        = map(string)
}
