output "zone_id" {
  description = "The zone."
  value       = aws_route53_zone.this.zone_id
}

output "name_servers" {
  description = "To whom the domain above must delegate."
  value       = aws_route53_zone.this.name_servers
}

output "ds_record" {
  description = "What the domain above hangs in, so that answers are verified."
  value       = aws_route53_key_signing_key.this.ds_record
}
