output "remote_write_url" {
  description = "Where Prometheus writes to."
  value       = "${aws_prometheus_workspace.this.prometheus_endpoint}api/v1/remote_write"
}

output "alarms_topic_arn" {
  description = "Topic that tells people of alarms."
  value       = aws_sns_topic.alarms.arn
}

output "pods_log_group" {
  description = "Log group of what the platform's pods write."
  value       = aws_cloudwatch_log_group.pods.name
}
