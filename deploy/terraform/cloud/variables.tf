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

variable "zones" {
  description = "Availability zones, in the order in which they are used."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 3
    error_message = "zones: three; fewer are used where `available` is false."
  }
}

variable "cidr" {
  description = "Addresses of the network, a /16 that no other network of the company has."
  type        = string
}

variable "domain" {
  description = "Under which name the world reaches the installation; the zone is made."
  type        = string
}

variable "contact" {
  description = "Mail address for authorities of certificates."
  type        = string
}

variable "stations" {
  description = "Stations that the installation must carry."
  type        = number
}

variable "available" {
  description = "Outlives the loss of a zone."
  type        = bool
}

variable "protected" {
  description = "The cluster cannot be removed, and nobody can remove a backup before its time."
  type        = bool
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes."
  type        = string
}

variable "public_access_cidrs" {
  description = "From where Kubernetes' door is open on the internet; empty: only inside the network, where the runners then must be."
  type        = list(string)
  default     = []
}

variable "people" {
  description = "ARNs of roles of people: administrators, viewers."
  type        = object({ administrators = optional(set(string), []), viewers = optional(set(string), []) })
  default     = {}
}

variable "backup_days" {
  description = "For how many days PostgreSQL can be taken back to any second."
  type        = number
}

variable "backup_recipients" {
  description = "Public keys of age for which nightly copies of every database are encrypted (`python -m motorway_backup key`); empty: no copies besides PostgreSQL's own backups."
  type        = list(string)
  default     = []
}

variable "log_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "alarm_mail" {
  description = "Mail addresses that are told of alarms and of the budget."
  type        = set(string)
}

variable "monthly_usd" {
  description = "What a month may cost."
  type        = number
}

variable "image_registry" {
  description = "Registry of the images."
  type        = string
}

variable "simulated" {
  description = "Simulated stations and Stripe; never in production."
  type        = bool
  default     = false

  validation {
    condition     = !(var.simulated && var.environment == "production")
    error_message = "simulated: production has real stations and real money."
  }
}
