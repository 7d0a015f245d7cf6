variable "state_bucket" {
  description = "Bucket of the state of `cloud`."
  type        = string
}

variable "region" {
  description = "AWS region."
  type        = string
}
