locals {
  prefix = "${var.product}-${var.environment}"
}
