output "yaml" {
  description = "Values of the chart, after values-standard.yaml."
  value       = yamlencode(local.values)
}

output "values" {
  description = "The same as an object."
  value       = local.values
}
