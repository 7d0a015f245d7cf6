output "versions" {
  description = "Version of each operator's chart."
  value       = { for name, release in helm_release.operator : name => release.version }
}
