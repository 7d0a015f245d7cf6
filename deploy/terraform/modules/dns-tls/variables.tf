variable "name" {
  description = "Begin of every name."
  type        = string
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "domain" {
  description = "The zone; whoever owns the domain above delegates it to `name_servers` and hangs `ds_record` in."
  type        = string
}

variable "certificate_authorities" {
  description = "Who may issue certificates for the zone (CAA)."
  type        = list(string)
  default     = ["letsencrypt.org"]
}

variable "contact" {
  description = "Mail address to which authorities report what they refused."
  type        = string

  validation {
    condition     = can(regex("^[^@ ]+@[^@ ]+$", var.contact))
    error_message = "contact: a mail address."
  }
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
