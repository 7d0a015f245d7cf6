variable "name" {
  description = "Name of the network."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
}

variable "zones" {
  description = "Availability zones, two or more."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 2 && length(distinct(var.zones)) == length(var.zones)
    error_message = "zones: two or more, each once; EKS needs two."
  }
}

variable "cidr" {
  description = "Addresses of the network, a /16."
  type        = string

  validation {
    condition     = can(cidrnetmask(var.cidr)) && endswith(var.cidr, "/16")
    error_message = "cidr: a /16 such as 10.20.0.0/16."
  }
}

variable "nat_gateways" {
  description = "Gateways to the internet: 1, or one per zone."
  type        = number

  validation {
    condition     = var.nat_gateways == 1 || var.nat_gateways == length(var.zones)
    error_message = "nat_gateways: 1, or as many as zones."
  }
}

variable "interface_endpoints" {
  description = "AWS services that are reached without the internet, as `ecr.api`."
  type        = set(string)
}

variable "logs_key_arn" {
  description = "Key of the flow log."
  type        = string
}

variable "flow_log_days" {
  description = "Days that the flow log is kept."
  type        = number
  default     = 365
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
