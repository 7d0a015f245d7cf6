bucket = "motorway-production-state-444455556666"
region = "eu-central-1"
