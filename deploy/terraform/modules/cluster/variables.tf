variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string

  validation {
    condition     = can(regex("^1\\.[0-9]{2}$", var.kubernetes_version))
    error_message = "kubernetes_version: a minor version such as 1.34."
  }
}

variable "subnet_ids" {
  description = "Private subnets of nodes and pods, in two zones or more."
  type        = list(string)
}

variable "public_access_cidrs" {
  description = "From where Kubernetes' door is open on the internet; empty: not at all."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for cidr in var.public_access_cidrs : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])
    error_message = "public_access_cidrs: addresses of somebody, never the whole internet."
  }
}

variable "node_groups" {
  description = "Machines by group."
  type = map(object({
    instance_types = list(string)
    min            = number
    max            = number
    desired        = number
    disk_gib       = number
    labels         = map(string)
  }))
}

variable "administrators" {
  description = "ARNs of roles that may do everything in the cluster: Terraform's, and a few people's."
  type        = set(string)
}

variable "deployers" {
  description = "ARNs of roles that may install the platform in its namespace, and nothing else."
  type        = set(string)
  default     = []
}

variable "viewers" {
  description = "ARNs of roles that may look, secrets excepted."
  type        = set(string)
  default     = []
}

variable "namespace" {
  description = "Namespace of the platform."
  type        = string
}

variable "deletion_protection" {
  description = "Refuse to remove the cluster."
  type        = bool
  default     = true
}

variable "keys" {
  description = "ARNs of keys: `secrets` of Kubernetes' secrets, `logs`, `disks`."
  type        = object({ secrets = string, logs = string, disks = string })
}

variable "log_days" {
  description = "Days that the control plane's log is kept."
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
