output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "private_subnet_ids" {
  description = "Subnets of nodes and pods, one per zone."
  value       = [for subnet in aws_subnet.private : subnet.id]
}

output "public_subnet_ids" {
  description = "Subnets of load balancers, one per zone."
  value       = [for subnet in aws_subnet.public : subnet.id]
}

output "outgoing_addresses" {
  description = "From which addresses the platform speaks to the internet."
  value       = [for address in aws_eip.gateway : address.public_ip]
}
