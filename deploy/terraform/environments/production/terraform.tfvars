environment = "production"
# Made up: put in your own account, zones, domain and addresses.
account_id          = "444455556666"
region              = "eu-central-1"
zones               = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
cidr                = "10.40.0.0/16"
domain              = "fuel.example.org"
contact             = "platform@example.org"
stations            = 500
available           = true
protected           = true
kubernetes_version  = "1.34"
public_access_cidrs = []
backup_days         = 30
log_days            = 365
alarm_mail          = ["platform@example.org", "duty@example.org"]
monthly_usd         = 9000
image_registry      = "ghcr.io/motorway-petroleum"
