variable "stations" {
  description = "Stations that the installation must carry."
  type        = number

  validation {
    condition     = var.stations >= 1 && var.stations <= 10000 && floor(var.stations) == var.stations
    error_message = "stations: a whole number from 1 to 10,000; beyond, divide the network into installations."
  }
}

variable "available" {
  description = "Outlives the loss of a zone: three nodes of each kind, a gateway to the internet per zone, three database instances."
  type        = bool
  default     = true
}

variable "database_gib_per_station" {
  description = "GiB of all databases for a station after two years, everything kept as long as it is by default: some 0.2 GB a day as it comes (docs/capacity.md), of which the columnstore leaves an assumed tenth after a week."
  type        = number
  default     = 20

  validation {
    condition     = var.database_gib_per_station > 0
    error_message = "database_gib_per_station: more than 0."
  }
}

variable "services_cores_per_station" {
  description = "Processors that all services together need for a station: measured milliseconds a second, twice that in the busiest hour, six tenths of a core used (docs/capacity.md)."
  type        = number
  default     = 0.028

  validation {
    condition     = var.services_cores_per_station > 0
    error_message = "services_cores_per_station: more than 0."
  }
}

variable "prices" {
  description = "US dollars for the monthly estimate: per hour of a machine by its type, of the control plane, of a gateway and of an endpoint in a zone, per GiB and month of storage. Assumed list prices of an EU region: put in your own."
  type = object({
    machines      = map(number)
    control_plane = number
    nat_gateway   = number
    endpoint      = number
    volume_gib    = number
    backup_gib    = number
  })
  default = {
    machines = {
      "m7i.large"   = 0.12
      "m7i.xlarge"  = 0.24
      "r7i.xlarge"  = 0.32
      "r7i.2xlarge" = 0.64
      "r7i.4xlarge" = 1.28
    }
    control_plane = 0.10
    nat_gateway   = 0.052
    endpoint      = 0.012
    volume_gib    = 0.10
    backup_gib    = 0.025
  }
}
