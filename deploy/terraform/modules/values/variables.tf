variable "domain" {
  description = "Under which name the world reaches the installation."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.domain))
    error_message = "domain: a name such as fuel.example.org."
  }
}

variable "image" {
  description = "Registry of the images, and their tag (empty: the chart's own version)."
  type        = object({ registry = string, tag = optional(string, "") })
}

variable "database" {
  description = "What module sizing says of PostgreSQL."
  type        = object({ instances = number, storage_gib = number, cpu = string, memory = string })
}

variable "backup" {
  description = "Bucket of backups, for how many days PostgreSQL can be taken back to any second, and for whom nightly copies of every database are encrypted: public keys of age with commas between, empty for no copies."
  type        = object({ bucket = string, days = number, recipients = optional(string, "") })

  validation {
    condition     = var.backup.days >= 7
    error_message = "backup.days: a week at least."
  }
}

variable "storage_class" {
  description = "Storage class of all volumes."
  type        = string
  default     = "encrypted"
}

variable "ingress_class" {
  description = "Class of the ingress controller, and its namespace."
  type        = string
  default     = "traefik"
}

variable "stripe_simulated" {
  description = "A simulator instead of Stripe; never in production."
  type        = bool
  default     = false
}
